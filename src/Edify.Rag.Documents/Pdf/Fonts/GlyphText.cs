using System.Text;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Cleans what a font says a glyph means: ligatures and presentation forms become the letters they stand for.</summary>
internal static class GlyphText
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>The letters; <see langword="null"/> when nothing readable is left of them.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return text;
        if (text.Length == 1 && text[0] is >= ' ' and < '\u2000' and not '\u007F' and not '\u00AD') return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is >= '\uFB00' and <= '\uFB06') clean.Append(Ligatures[c - '\uFB00']);
            else if (IsPresentationForm(c)) clean.Append(c.ToString().Normalize(NormalizationForm.FormKC));
            else if (c is '\t' or '\n' or '\r' or '\u00A0' or (>= '\u2000' and <= '\u200A')) clean.Append(' ');
            else if (c is '\uFFFD' or '\uFFFF' or '\uFFFE' || char.IsControl(c)) continue;
            else clean.Append(c);
        }

        return clean.Length == 0 ? null : clean.ToString();
    }

    // Armenian, Hebrew and Arabic presentation forms, and the Roman-numeral and radical look-alikes of CJK.
    private static bool IsPresentationForm(char c) =>
        c is (>= '\uFB13' and <= '\uFB17') or (>= '\uFB1D' and <= '\uFDFC') or (>= '\uFE70' and <= '\uFEFC') or (>= '\u2F00' and <= '\u2FDF');
}
