using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Glyph names to Unicode, by the Adobe Glyph List and its rules for derived names (Adobe Glyph List Specification 1.7).</summary>
internal static class GlyphNames
{
    public const string NotDefined = ".notdef";
    private const int MaxParts = 16;

    private static readonly Lazy<FrozenDictionary<string, string>> Latin = new(() => Load("glyph-names.txt"));
    private static readonly Lazy<FrozenDictionary<string, string>> Dingbats = new(() => Load("dingbat-names.txt"));

    /// <summary>Text of a glyph; <see langword="null"/> when its name says nothing.</summary>
    public static string? ToText(string name, bool isDingbat = false)
    {
        if (name == NotDefined) return null;
        if (isDingbat && Dingbats.Value.TryGetValue(name, out var dingbat)) return dingbat;
        if (Latin.Value.TryGetValue(name, out var text)) return text;
        var suffix = name.IndexOf('.', StringComparison.Ordinal);
        if (suffix > 0) return ToText(name[..suffix], isDingbat);
        if (name.Contains('_', StringComparison.Ordinal) && Join(name, isDingbat) is { } joined) return joined;
        return FromHex(name) ?? MathGlyphNames.ToText(name, Latin.Value.GetValueOrDefault);
    }

    /// <summary>Guesses at names that subsetting tools make from a character code: "c65", "G41", "a65", a single letter.</summary>
    public static string? Guess(string name)
    {
        if (name.Length < 2) return name.Length == 1 ? name : null;
        var digits = name.AsSpan(1);
        var style = name[0] switch
        {
            'c' or 'C' or 'a' => NumberStyles.None,
            'G' or 'x' when name.Length == 3 => NumberStyles.AllowHexSpecifier,
            _ => (NumberStyles?)null,
        };
        return style is { } number && int.TryParse(digits, number, CultureInfo.InvariantCulture, out var code) && code is >= 32 and < 256
            ? ((char)code).ToString()
            : null;
    }

    /// <summary>The glyph's number in a name such as "g32" or "glyph32"; -1 for other names.</summary>
    public static int Index(string name)
    {
        var prefix = 0;
        while (prefix < name.Length && !char.IsAsciiDigit(name[prefix])) prefix++;
        if (name[..prefix] is not ("g" or "glyph" or "gid" or "index" or "cid" or "cid_")) return -1;
        return int.TryParse(name.AsSpan(prefix), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
    }

    // "f_f_i"
    private static string? Join(string name, bool isDingbat)
    {
        var joined = new StringBuilder();
        foreach (var part in name.Split('_', StringSplitOptions.RemoveEmptyEntries).Take(MaxParts)) joined.Append(ToText(part, isDingbat));
        return joined.Length > 0 ? joined.ToString() : null;
    }

    // "uni0041", "uni00410042", "u1F600"
    private static string? FromHex(string name)
    {
        if (name.StartsWith("uni", StringComparison.Ordinal) && name.Length >= 7 && name.Length % 4 == 3)
        {
            var text = new StringBuilder();
            for (var i = 3; i < name.Length; i += 4)
            {
                if (ToRune(name.AsSpan(i, 4)) is not { } unit) return null;
                text.Append(unit);
            }

            return text.ToString();
        }

        return name.Length is >= 5 and <= 7 && name[0] == 'u' && ToRune(name.AsSpan(1)) is { } rune ? rune.ToString() : null;
    }

    private static Rune? ToRune(ReadOnlySpan<char> hex) =>
        int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value)
            ? new Rune(value)
            : null;

    private static FrozenDictionary<string, string> Load(string resource) => FontData.ReadLines(resource).ToFrozenDictionary(
        line => line[..line.IndexOf(';', StringComparison.Ordinal)],
        line => string.Concat(line[(line.IndexOf(';', StringComparison.Ordinal) + 1)..].Split(' ').Select(hex => ToRune(hex).ToString())));
}
