using System.Globalization;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Translates characters of symbol fonts, which documents store in the private use area.</summary>
internal static class SymbolFonts
{
    private const string SymbolUpper = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    private const string SymbolLower = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

    /// <summary>The character in Unicode; nothing for an ornament that has no meaning.</summary>
    /// <param name="font">Name of the font.</param>
    /// <param name="code">Hexadecimal code.</param>
    public static string Decode(string? font, string? code)
    {
        if (!int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return string.Empty;
        if (value is > 0 and < 0xD800) return ((char)value).ToString();
        if (value is < 0xF000 or > 0xF0FF) return string.Empty;

        var isSymbol = string.Equals(font, "Symbol", StringComparison.OrdinalIgnoreCase);
        return isSymbol ? DecodeSymbol(value - 0xF000) : DecodeWingdings(value - 0xF000);
    }

    private static string DecodeSymbol(int value) => value switch
    {
        >= 'A' and <= 'Z' => SymbolUpper[value - 'A'].ToString(),
        >= 'a' and <= 'z' => SymbolLower[value - 'a'].ToString(),
        >= 0x20 and < 0x7F => ((char)value).ToString(),
        0xA3 => "≤",
        0xA5 => "∞",
        0xAC => "←",
        0xAE => "→",
        0xB0 => "°",
        0xB1 => "±",
        0xB3 => "≥",
        0xB4 => "×",
        0xB7 => "•",
        0xB8 => "÷",
        0xB9 => "≠",
        0xBB => "≈",
        0xD6 => "√",
        0xDE => "⇒",
        0xE5 => "∑",
        0xF2 => "∫",
        _ => string.Empty,
    };

    private static string DecodeWingdings(int value) => value switch
    {
        0xA8 or 0x6F => "☐",
        0xE0 => "→",
        0xFB or 0x78 => "✗",
        0xFC => "✓",
        0xFD => "☒",
        0xFE => "☑",
        _ => string.Empty,
    };
}
