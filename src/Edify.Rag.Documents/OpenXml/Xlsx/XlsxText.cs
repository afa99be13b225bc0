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

    // Characters that markup cannot hold are written as _x000D_ (ISO/IEC 29500-1, 22.4.2.4).
    private static void Unescape(StringBuilder text)
    {
        for (var i = text.Length - EscapeLength; i >= 0; i--)
        {
            if (text[i] != '_' || text[i + 1] != 'x' || text[i + 6] != '_') continue;
            if (!ushort.TryParse(text.ToString(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) continue;
            text.Remove(i, EscapeLength).Insert(i, (char)code);
        }
    }
}
