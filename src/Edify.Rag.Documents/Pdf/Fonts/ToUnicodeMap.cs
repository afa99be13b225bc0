using System.Text;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Consecutive codes mapped to texts that differ in their last character.</summary>
internal readonly record struct UnicodeRange(uint Low, uint High, string Text);

/// <summary>Maps codes to text as the file says (ISO 32000-2, 9.10.3).</summary>
internal sealed class ToUnicodeMap(Dictionary<uint, string> single, List<UnicodeRange> ranges)
{
    /// <summary>Codes that are UTF-16 units themselves.</summary>
    public static ToUnicodeMap Identity { get; } = new([], [new UnicodeRange(0, 0xFFFF, "\0")]);

    public bool IsEmpty => single.Count == 0 && ranges.Count == 0;

    /// <summary>The text, empty when a neighbour's text stands for the glyph too; <see langword="null"/> when the map says nothing of use.</summary>
    public string? Find(uint code)
    {
        if (single.TryGetValue(code, out var text)) return IsText(text) ? text : null;
        foreach (var range in ranges)
        {
            if (code < range.Low || code > range.High || range.Text.Length == 0) continue;
            text = Shift(range.Text, (int)(code - range.Low));
            return IsText(text) ? text : null;
        }

        return null;
    }

    private static string? Shift(string text, int by)
    {
        if (by == 0) return text;
        if (text.Length >= 2 && char.IsSurrogatePair(text[^2], text[^1]))
        {
            var value = char.ConvertToUtf32(text[^2], text[^1]) + by;
            return Rune.IsValid(value) ? string.Concat(text.AsSpan(0, text.Length - 2), new Rune(value).ToString()) : null;
        }

        return string.Concat(text.AsSpan(0, text.Length - 1), [(char)(text[^1] + by)]);
    }

    private static bool IsText(string? text) => text is not (null or "\0" or "\uFFFD");
}
