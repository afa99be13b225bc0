using System.Text;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Consecutive codes mapped to texts that differ in their last character.</summary>
internal readonly record struct UnicodeRange(uint Low, uint High, string Text);

/// <summary>Maps codes to text as the file says (ISO 32000-2, 9.10.3).</summary>
internal sealed class ToUnicodeMap
{
    // Ranges that overlap are an error of the writer; so many are looked at for the one that holds a code.
    private const int MaxOverlap = 8;

    private readonly Dictionary<uint, string> _single;
    private readonly UnicodeRange[] _ranges;

    public ToUnicodeMap(Dictionary<uint, string> single, List<UnicodeRange> ranges)
    {
        _single = single;
        _ranges = [.. ranges];
        Array.Sort(_ranges, (a, b) => a.Low.CompareTo(b.Low));
    }

    /// <summary>Codes that are UTF-16 units themselves.</summary>
    public static ToUnicodeMap Identity { get; } = new([], [new UnicodeRange(0, 0xFFFF, "\0")]);

    public bool IsEmpty => _single.Count == 0 && _ranges.Length == 0;

    /// <summary>The text, empty when a neighbour's text stands for the glyph too; <see langword="null"/> when the map says nothing of use.</summary>
    public string? Find(uint code)
    {
        if (_single.TryGetValue(code, out var text)) return IsText(text) ? text : null;
        var next = LastAtOrBelow(code);
        for (var i = next; i >= 0 && i > next - MaxOverlap; i--)
        {
            var range = _ranges[i];
            if (code > range.High || range.Text.Length == 0) continue;
            text = Shift(range.Text, (int)(code - range.Low));
            return IsText(text) ? text : null;
        }

        return null;
    }

    private int LastAtOrBelow(uint code)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Low <= code) low = middle + 1;
            else high = middle - 1;
        }

        return high;
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
