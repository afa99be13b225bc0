using System.Collections.Frozen;
using Edify.Rag.Documents.Csv;

namespace Edify.Rag.Documents.Reading;

/// <summary>Tells text formats apart.</summary>
/// <remarks>
/// What is unmistakable beats the name: a page's doctype, the fields of a message. Otherwise the extension decides; where
/// it is unknown, the media type does, and at last the look of the text.
/// </remarks>
internal static class TextFormats
{
    // Text by its bytes, but nothing that people read.
    private static readonly FrozenSet<string> UnreadableExtensions =
        new[] { ".rtf", ".svg", ".ps", ".eps", ".css", ".js", ".mjs" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] UnreadableStarts = ["{\\rtf", "%!PS", "<svg"];

    /// <summary>The format of a text.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="claim">What name and media type say.</param>
    public static DocumentFormat Detect(string head, FormatClaim claim)
    {
        var start = SkipProlog(head.AsSpan().TrimStart("\uFEFF \t\r\n"));
        if (UnreadableExtensions.Contains(claim.Extension) || StartsWithAny(start, UnreadableStarts)) return DocumentFormat.Unknown;
        if (StartsWithAny(start, ["<!doctype html", "<html"])) return DocumentFormat.Html;

        var isMessage = MessageFields.Begin(head);
        if (isMessage && claim.ByName is DocumentFormat.Text or DocumentFormat.Unknown) return DocumentFormat.Eml;
        if (claim.ByName is not (DocumentFormat.Unknown or DocumentFormat.Pdf)) return claim.ByName;
        if (claim.ByMediaType is not DocumentFormat.Unknown && !FormatClaim.IsPackage(claim.ByMediaType)) return claim.ByMediaType;
        return CsvDialect.IsTable(head) ? DocumentFormat.Csv : DocumentFormat.Text;
    }

    // XML declarations and comments may stand before the doctype.
    private static ReadOnlySpan<char> SkipProlog(ReadOnlySpan<char> text)
    {
        while (text.StartsWith("<?") || text.StartsWith("<!--"))
        {
            var end = text.IndexOf(text[1] == '?' ? "?>" : "-->");
            if (end < 0) return text;
            text = text[(end + 2)..].TrimStart("> \t\r\n");
        }

        return text;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
