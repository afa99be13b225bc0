using System.Globalization;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>The standard 14 fonts, which files need not embed (ISO 32000-1, 9.6.2.2): recognized by name, with their advance widths.</summary>
internal static class StandardFonts
{
    public const string Symbol = "Symbol";
    public const string ZapfDingbats = "ZapfDingbats";
    private const double CourierWidth = 600;

    private static readonly Lazy<Dictionary<string, Dictionary<string, double>>> Widths = new(Load);

    /// <summary>The standard font that a font name means, such as "Times-Bold" for "TimesNewRoman,Bold"; <see langword="null"/> for none.</summary>
    public static string? Recognize(string baseFont)
    {
        var name = WithoutSubsetTag(baseFont).Replace(" ", "", StringComparison.Ordinal);
        var isBold = IsBold(name);
        var isItalic = IsItalic(name);
        if (name.StartsWith("Symbol", StringComparison.Ordinal)) return Symbol;
        if (name.Contains("Dingbats", StringComparison.Ordinal)) return ZapfDingbats;
        if (name.StartsWith("Courier", StringComparison.Ordinal)) return "Courier";
        if (name.StartsWith("Times", StringComparison.Ordinal))
            return isBold ? isItalic ? "Times-BoldItalic" : "Times-Bold" : isItalic ? "Times-Italic" : "Times-Roman";
        if (name.StartsWith("Helvetica", StringComparison.Ordinal) || name.StartsWith("Arial", StringComparison.Ordinal))
            return isBold ? "Helvetica-Bold" : "Helvetica";
        return null;
    }

    /// <summary>Advance width of a glyph in thousandths of an em; <see langword="null"/> when the font lacks it.</summary>
    public static double? Width(string standardFont, string glyph)
    {
        if (standardFont == "Courier") return CourierWidth;
        return Widths.Value.TryGetValue(standardFont, out var widths) && widths.TryGetValue(glyph, out var width) ? width : null;
    }

    /// <summary>Whether a font's name calls it bold; TeX's and URW's names have ways of their own.</summary>
    public static bool IsBold(string fontName) =>
        ContainsAny(fontName, "Bold", "Black", "Heavy", "Demi", "CMBX", "SFBX") || fontName.EndsWith("-Medi", StringComparison.Ordinal);

    private static bool IsItalic(string fontName) => ContainsAny(fontName, "Ital", "Obliq");

    private static bool ContainsAny(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    // "ABCDEF+Name": a subset (9.9.2)
    private static string WithoutSubsetTag(string name) => name.Length > 7 && name[6] == '+' ? name[7..] : name;

    private static Dictionary<string, Dictionary<string, double>> Load()
    {
        var all = new Dictionary<string, Dictionary<string, double>>();
        Dictionary<string, double>[] columns = [];
        foreach (var words in FontData.ReadLines("widths.txt").Select(line => line.Split(' ')))
        {
            if (words[0] == "*")
            {
                columns = [.. words[1..].Select(_ => new Dictionary<string, double>())];
                for (var i = 0; i < columns.Length; i++) all.Add(words[i + 1], columns[i]);
            }
            else
            {
                for (var i = 0; i < columns.Length; i++) columns[i][words[0]] = double.Parse(words[i + 1], CultureInfo.InvariantCulture);
            }
        }

        return all;
    }
}
