using System.Buffers;
using System.Text;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Html;

/// <summary>Finds the encoding that a page declares in a meta element or an XML declaration.</summary>
internal static class HtmlCharset
{
    private const int PrescanBytes = 4096;

    private static readonly SearchValues<char> LabelEnds = SearchValues.Create(" \t\r\n\"'/>;?");

    /// <summary>The declared encoding; <see langword="null"/> without one, and for UTF-8, which is recognised by its bytes.</summary>
    /// <param name="head">First bytes of the file.</param>
    public static Encoding? Declared(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, PrescanBytes)]);
        var label = LabelAfter(text, "charset=") ?? LabelAfter(text, "encoding=");
        if (label is null || label.StartsWith("utf", StringComparison.OrdinalIgnoreCase)) return null;

        // Pages that say Latin-1 or ASCII mean Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
        var isLatin = label.ToUpperInvariant() is "ISO-8859-1" or "LATIN1" or "US-ASCII" or "ASCII";
        return isLatin ? EncodingDetector.Windows1252 : CodePages.Find(label);
    }

    private static string? LabelAfter(string text, string attribute)
    {
        var at = text.IndexOf(attribute, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var value = text.AsSpan(at + attribute.Length).TrimStart(" \t\"'");
        var end = value.IndexOfAny(LabelEnds);
        return end > 0 ? value[..end].ToString() : null;
    }
}
