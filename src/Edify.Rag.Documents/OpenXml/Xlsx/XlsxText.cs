using System.Globalization;
using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>Reads text that may be made of runs: in cells, shared texts and comments.</summary>
internal static class XlsxText
{
    private const int Longest = 1024 * 1024;
    private const int EscapeLength = 7;

    /// <summary>Appends the text of the current element, without how it is pronounced.</summary>
    /// <param name="xml">At its start; afterwards at its end.</param>
    /// <param name="text">Where the text goes.</param>
    public static async ValueTask ReadAsync(PartXml xml, StringBuilder text)
    {
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "rPh") await xml.SkipAsync().ConfigureAwait(false);
            else if (xml.Name == "t") await xml.AppendContentAsync(text, Longest).ConfigureAwait(false);
        }

        Unescape(text);
    }

    // Characters that markup cannot hold are written as _x000D_, and "_x" itself as _x005F_x (ISO/IEC 29500-1, 22.4.2.4).
    private static void Unescape(StringBuilder text)
    {
        if (!HasMark(text)) return;
        ReadOnlySpan<char> rest = text.ToString();
        text.Clear();
        for (int at; (at = rest.IndexOf("_x")) >= 0 && at + EscapeLength <= rest.Length;)
        {
            text.Append(rest[..at]);
            var code = 0;
            var isEscape = rest[at + EscapeLength - 1] == '_'
                && int.TryParse(rest.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            text.Append(isEscape ? (char)code : '_');
            rest = rest[(at + (isEscape ? EscapeLength : 1))..];
        }

        text.Append(rest);
    }

    // Nearly no text has one; a search by index would take the square of a long text's length.
    private static bool HasMark(StringBuilder text)
    {
        foreach (var chunk in text.GetChunks())
            if (chunk.Span.Contains('_')) return true;
        return false;
    }
}
