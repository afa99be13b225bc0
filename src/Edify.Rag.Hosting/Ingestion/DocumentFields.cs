using System.Buffers;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Writes what a file says of itself into fields of their own, which no rule of access looks at.</summary>
/// <remarks>
/// Whoever wrote the file wrote this. It stands under fixed names and behind a prefix that neither templates nor metadata may
/// use, so that no property, whatever it is called, can take the place of one that access depends on.
/// </remarks>
internal static class DocumentFields
{
    private const int MaxTitle = 300;
    private const int MaxLanguage = 35;
    private const int MaxLabel = 32;
    private const int MaxProperties = 24;
    private const int MaxName = 64;
    private const int MaxText = 300;
    private const int MaxItems = 24;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly string[] Fixed = [RagFields.Title, RagFields.Language, RagFields.PageLabel];

    /// <summary>How many fields a chunk gets at most.</summary>
    public static int MostOf(DocumentInfo info) =>
        (info.Title is null ? 0 : 1) + (info.Language is null ? 0 : 1) + Math.Sign(info.PageLabels.Count) + Math.Min(info.Properties.Count, MaxProperties);

    /// <summary>Adds the fields of a chunk that starts on a page; those of their names that came from elsewhere go.</summary>
    public static void AddTo(Dictionary<string, FieldValue> fields, DocumentInfo info, int firstPage)
    {
        foreach (var name in fields.Keys)
            if (IsOurs(name)) fields.Remove(name); // which a dictionary allows meanwhile

        AddText(fields, RagFields.Title, info.Title, MaxTitle);
        if (info.Language?.Length <= MaxLanguage) AddText(fields, RagFields.Language, info.Language, MaxLanguage);
        if (firstPage > 0 && firstPage <= info.PageLabels.Count) AddText(fields, RagFields.PageLabel, info.PageLabels[firstPage - 1], MaxLabel);
        if (info.Properties.Count == 0) return;
        foreach (var (name, value) in info.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Take(MaxProperties))
            if (NameOf(name) is { } field && Shorten(value) is { } shortened) fields.TryAdd(field, shortened);
    }

    private static bool IsOurs(string name) => Fixed.Contains(name) || name.StartsWith(RagFields.PropertyPrefix, StringComparison.Ordinal);

    private static void AddText(Dictionary<string, FieldValue> fields, string name, string? text, int most)
    {
        if (!string.IsNullOrWhiteSpace(text)) fields[name] = Cut(text.Trim(), most);
    }

    private static string? NameOf(string property)
    {
        var name = property.Trim();
        if (name.Length == 0) return null;
        var clean = string.Concat(name.Take(MaxName).Select(c => Allowed.Contains(c) ? c : '_'));
        return RagFields.PropertyPrefix + clean;
    }

    private static FieldValue? Shorten(FieldValue value)
    {
        if (value.Kind == FieldKind.Texts) return FieldValue.Many(value.Items!.Take(MaxItems).Select(t => Cut(t, MaxText)));
        if (value.Kind != FieldKind.Text) return value;
        return string.IsNullOrWhiteSpace(value.AsText()) ? (FieldValue?)null : Cut(value.AsText().Trim(), MaxText);
    }

    // Never between the halves of a surrogate pair.
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
