using System.Globalization;
using Edify.Rag.Hosting.Ingestion.Reuse;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Makes the record of a chunk: identity, text, and the fields that filters and citations need.</summary>
internal static class ChunkRecords
{
    /// <summary>The fields that the shipped roles and templates filter by.</summary>
    public static IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind>
    {
        [RagFields.Tenant] = FieldKind.Text,
        [RagFields.Source] = FieldKind.Text,
        [RagFields.Document] = FieldKind.Text,
        [RagFields.Name] = FieldKind.Text,
        [RagFields.Version] = FieldKind.Texts,
        [RagFields.Module] = FieldKind.Text,
        [RagFields.Category] = FieldKind.Text,
        [RagFields.Year] = FieldKind.Text,
        [RagFields.Grade] = FieldKind.Text,
        [RagFields.Owner] = FieldKind.Text,
        [RagFields.Semester] = FieldKind.Text,
        [RagFields.Subject] = FieldKind.Text,
        [RagFields.Book] = FieldKind.Text,
        [RagFields.Modified] = FieldKind.Time,
        [RagFields.Content] = FieldKind.Text,
        [RagFields.Allow] = FieldKind.Texts,
        [RagFields.Deny] = FieldKind.Texts,
    };

    // What every chunk has besides what its blob's name and its file say.
    private const int OwnFields = 15;

    public static VectorRecord Make(DocumentJob job, Chunk chunk, KeyedVector embedded)
    {
        var id = RagIds.Chunk(job.Key.Tenant, job.Key.Source, job.Key.Name, chunk.Ordinal, chunk.Text);

        // As large as it gets, since the store may keep it as it is.
        var most = job.Metadata.Count + DocumentFields.MostOf(job.Info) + OwnFields + Math.Sign(chunk.Preface.Length) + Math.Sign(chunk.Window.Length);
        var fields = new Dictionary<string, FieldValue>(most, StringComparer.Ordinal);
        foreach (var (field, value) in job.Metadata) fields.Add(field, value);
        DocumentFields.AddTo(fields, job.Info, chunk.FirstPage);
        AddOwn(fields, job, chunk, id);
        fields[RagFields.Content] = embedded.Key;
        if (chunk.Preface.Length > 0) fields[RagFields.Preface] = chunk.Preface;
        if (chunk.Window.Length > 0) fields[RagFields.Window] = chunk.Window;
        return new(id, chunk.Text, fields) { Vector = embedded.Vector };
    }

    /// <summary>What is embedded of a chunk: its headings, if it says so, its preface and its text, a line feed after each.</summary>
    public static string TextToEmbed(Chunk chunk) => TextToEmbed(chunk.EmbedsHeadings ? chunk.HeadingPath : [], chunk.Preface, chunk.Text);

    /// <summary>What was embedded of a record, as <see cref="TextToEmbed(Chunk)"/> says it of a chunk: its key tells whether its headings were embedded.</summary>
    /// <returns>The text, and whether it is certain to be the one; not where the record has no key, or one of another text.</returns>
    public static (string Text, bool IsCertain) EmbeddedTextOf(VectorRecord record)
    {
        var headings = record.Fields.TryGetValue(RagFields.Headings, out var path) ? path.Items ?? [] : [];
        var preface = record.TextOf(RagFields.Preface) ?? string.Empty;
        var key = record.TextOf(RagFields.Content);
        var withHeadings = TextToEmbed(headings, preface, record.Text);
        if (ContentKey.Of(withHeadings) == key) return (withHeadings, true);
        var without = TextToEmbed([], preface, record.Text);
        return ContentKey.Of(without) == key ? (without, true) : (withHeadings, false);
    }

    private static string TextToEmbed(IReadOnlyList<string> headingPath, string preface, string text)
    {
        var headings = string.Join(" > ", headingPath);
        if (headings.Length == 0 && preface.Length == 0) return text;
        return string.Join('\n', new[] { headings, preface, text }.Where(part => part.Length > 0));
    }

    // Set last, so that nothing a file or a template says stands in their place.
    private static void AddOwn(Dictionary<string, FieldValue> fields, DocumentJob job, Chunk chunk, Guid id)
    {
        fields[RagFields.Tenant] = job.Key.Tenant;
        fields[RagFields.Source] = job.Key.Source;
        fields[RagFields.Document] = job.DocumentText;
        fields[RagFields.Name] = job.Key.Name;
        fields[RagFields.Version] = FieldValue.Many(Versions(job, id));
        fields[RagFields.Ordinal] = (long)chunk.Ordinal;
        fields[RagFields.Page] = (long)chunk.FirstPage;
        fields[RagFields.LastPage] = (long)chunk.LastPage;
        fields[RagFields.PageStarts] = FieldValue.Many(chunk.PageStarts.Select(s => s.ToString(CultureInfo.InvariantCulture)));
        fields[RagFields.Headings] = FieldValue.Many(chunk.HeadingPath);
        fields[RagFields.Start] = chunk.Span.Start;
        fields[RagFields.Modified] = job.Blob.LastModified;
        foreach (var (field, principals) in job.Access.Access.ToFields())
        {
            if (principals.Items is { Count: > 0 }) fields[field] = principals;
            else fields.Remove(field);
        }
    }

    // The version that is whole now, in case this one fails, and none before it: a passage may outlive any number of them.
    private static IEnumerable<string> Versions(DocumentJob job, Guid id) =>
        job.Stored.TryGetValue(id, out var stored) ? stored.Intersect(job.Kept()).Where(v => v != job.Version).Append(job.Version) : [job.Version];
}
