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
    };

    public static VectorRecord Make(DocumentJob job, Chunk chunk, KeyedVector embedded)
    {
        var id = RagIds.Chunk(job.Key.Tenant, job.Key.Source, job.Key.Name, chunk.Ordinal, chunk.Text);
        var fields = new Dictionary<string, FieldValue>(job.Metadata, StringComparer.Ordinal);
        DocumentFields.AddTo(fields, job.Info, chunk.FirstPage);
        foreach (var (field, value) in Own(job, chunk, id)) fields[field] = value;
        fields[RagFields.Content] = embedded.Key;
        if (chunk.Preface.Length > 0) fields[RagFields.Preface] = chunk.Preface;
        if (chunk.Window.Length > 0) fields[RagFields.Window] = chunk.Window;
        return new(id, chunk.Text, fields) { Vector = embedded.Vector };
    }

    /// <summary>What is embedded of a chunk: its headings, if it says so, its preface and its text, a line feed after each.</summary>
    public static string TextToEmbed(Chunk chunk)
    {
        var headings = chunk.EmbedsHeadings ? string.Join(" > ", chunk.HeadingPath) : string.Empty;
        return string.Join('\n', new[] { headings, chunk.Preface, chunk.Text }.Where(part => part.Length > 0));
    }

    // Set last, so that nothing a file or a template says stands in their place.
    private static Dictionary<string, FieldValue> Own(DocumentJob job, Chunk chunk, Guid id) => new(StringComparer.Ordinal)
    {
        [RagFields.Tenant] = job.Key.Tenant,
        [RagFields.Source] = job.Key.Source,
        [RagFields.Document] = job.DocumentId.ToString(),
        [RagFields.Name] = job.Key.Name,
        [RagFields.Version] = FieldValue.Many(Versions(job, id)),
        [RagFields.Ordinal] = (long)chunk.Ordinal,
        [RagFields.Page] = (long)chunk.FirstPage,
        [RagFields.LastPage] = (long)chunk.LastPage,
        [RagFields.PageStarts] = FieldValue.Many(chunk.PageStarts.Select(s => s.ToString(CultureInfo.InvariantCulture))),
        [RagFields.Headings] = FieldValue.Many(chunk.HeadingPath),
        [RagFields.Start] = chunk.Span.Start,
        [RagFields.Modified] = job.Blob.LastModified,
    };

    // The version that is whole now, in case this one fails, and none before it: a passage may outlive any number of them.
    private static IEnumerable<string> Versions(DocumentJob job, Guid id) =>
        job.Stored.TryGetValue(id, out var stored) ? stored.Intersect(job.Kept()).Where(v => v != job.Version).Append(job.Version) : [job.Version];
}
