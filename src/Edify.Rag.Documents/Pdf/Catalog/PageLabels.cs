using System.Globalization;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>What is printed on the pages as their number (ISO 32000-2, 12.4.2).</summary>
internal static class PageLabels
{
    private const int MaxPages = 100_000;
    private const int MaxPrefix = 64;
    private const int MaxRoman = 3999;
    private const int MaxLetters = 26 * 8;

    private static readonly (int Value, string Sign)[] RomanSigns =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    private readonly record struct Range(int First, string Style, string Prefix, int Start);

    /// <summary>The labels of all pages; none when they are blank or only count from 1.</summary>
    public static IReadOnlyList<string> Read(PdfDictionary? tree, int pages)
    {
        if (pages is <= 0 or > MaxPages) return [];
        var ranges = NumberTree.First(tree).Where(e => e.Key >= 0 && e.Key < pages).OrderBy(e => e.Key).Select(e => ReadRange(e.Key, e.Value)).ToList();
        if (ranges.Count == 0) return [];

        var labels = new string[pages];
        var (next, range) = (0, new Range(0, "D", "", 1));
        for (var page = 0; page < pages; page++)
        {
            while (next < ranges.Count && ranges[next].First <= page) range = ranges[next++];
            labels[page] = range.Prefix + Format(range.Style, range.Start + (page - range.First));
        }

        var isPlain = Array.TrueForAll(labels, l => l.Length == 0) || labels.Index().All(l => l.Item == (l.Index + 1).ToString(CultureInfo.InvariantCulture));
        return isPlain ? [] : labels;
    }

    private static Range ReadRange(int first, PdfObject? value)
    {
        var range = PdfDictionary.AsDictionary(value);
        var prefix = range?.Bytes("P") is { } bytes ? ElementText.Clean(PdfText.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, 2 * MaxPrefix))), keepsLines: false) : "";
        return new Range(first, range?.Name("S") ?? "", prefix.Length > MaxPrefix ? prefix[..MaxPrefix] : prefix, Math.Clamp(range?.Integer("St", 1) ?? 1, 1, int.MaxValue / 2));
    }

    private static string Format(string style, int number) => style switch
    {
        "R" when number <= MaxRoman => Roman(number).ToUpperInvariant(),
        "r" when number <= MaxRoman => Roman(number),
        "A" when number <= MaxLetters => Letters('A', number),
        "a" when number <= MaxLetters => Letters('a', number),
        "" => "",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Roman(int number)
    {
        var roman = "";
        foreach (var (value, sign) in RomanSigns)
            for (; number >= value; number -= value) roman += sign;
        return roman;
    }

    // A to Z, then AA to ZZ, then AAA to ZZZ.
    private static string Letters(char first, int number) => new((char)(first + (number - 1) % 26), (number - 1) / 26 + 1);
}
