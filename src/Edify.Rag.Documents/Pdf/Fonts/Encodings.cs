namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>The predefined encodings of simple fonts: a glyph name per code (ISO 32000-2, annex D).</summary>
internal static class Encodings
{
    private static readonly Lazy<Dictionary<string, string?[]>> Tables = new(Load);

    public static string?[] Standard => Tables.Value["Standard"];

    public static string?[] WinAnsi => Tables.Value["WinAnsi"];

    public static string?[] MacRoman => Tables.Value["MacRoman"];

    /// <summary>The encoding of a name in a font dictionary; <see langword="null"/> for an unknown one.</summary>
    public static string?[]? Find(string? name) => name switch
    {
        "WinAnsiEncoding" => WinAnsi,
        "MacRomanEncoding" => MacRoman,
        "StandardEncoding" => Standard,
        _ => null,
    };

    /// <summary>The built-in encoding of a standard font: Symbol, ZapfDingbats, or the standard one for all others.</summary>
    public static string?[] BuiltIn(string standardFont) => Tables.Value.GetValueOrDefault(standardFont) ?? Standard;

    private static Dictionary<string, string?[]> Load() => FontData.ReadLines("encodings.txt")
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1..].Select(w => w == "-" ? null : w).ToArray());
}
