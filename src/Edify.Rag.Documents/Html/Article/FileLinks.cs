using System.Collections.Frozen;

namespace Edify.Rag.Documents.Html.Article;

/// <summary>Tells links to documents from links to pages.</summary>
internal static class FileLinks
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Extensions = new[]
    {
        ".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".odp", ".epub", ".zip", ".ics",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a link leads to a person, by mail or telephone, and not to a page.</summary>
    /// <param name="target">The target of the link.</param>
    public static bool IsAddress(ReadOnlySpan<char> target) =>
        target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a link leads to a file, by its extension.</summary>
    /// <param name="target">The target of the link.</param>
    public static bool IsFile(ReadOnlySpan<char> target)
    {
        var end = target.IndexOfAny('?', '#');
        return Extensions.Contains(Path.GetExtension(end < 0 ? target : target[..end]));
    }
}
