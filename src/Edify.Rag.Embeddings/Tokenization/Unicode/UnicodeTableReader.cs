using System.Globalization;

namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>Reads <c>unicode-tables.txt</c>: a line per set, mapping or pair, code points in hexadecimal.</summary>
internal sealed class UnicodeTableReader
{
    private const string Resource = "Edify.Rag.Embeddings.Tokenization.Unicode.unicode-tables.txt";

    private static readonly Dictionary<string, CodePointTraits> TraitNames = new(StringComparer.Ordinal)
    {
        ["WhiteSpace"] = CodePointTraits.WhiteSpace,
        ["BertWhiteSpace"] = CodePointTraits.BertWhiteSpace,
        ["BertControl"] = CodePointTraits.BertControl,
        ["BertPunctuation"] = CodePointTraits.BertPunctuation,
        ["Numeric"] = CodePointTraits.Numeric,
        ["NonspacingMark"] = CodePointTraits.NonspacingMark,
        ["CombiningMark"] = CodePointTraits.CombiningMark,
        ["RegexSpace"] = CodePointTraits.RegexSpace,
        ["RegexWord"] = CodePointTraits.RegexWord,
        ["RegexDigit"] = CodePointTraits.RegexDigit,
        ["Word"] = CodePointTraits.Word,
        ["NmtRemoved"] = CodePointTraits.NmtRemoved,
        ["NmtSpace"] = CodePointTraits.NmtSpace,
        ["GraphemeExtend"] = CodePointTraits.GraphemeExtend,
        ["GraphemePrepend"] = CodePointTraits.GraphemePrepend,
        ["GraphemeControl"] = CodePointTraits.GraphemeControl,
        ["GraphemePictographic"] = CodePointTraits.GraphemePictographic,
    };

    public CodePointTable<CodePointTraits> Traits { get; } = new();

    public CodePointTable<byte> Categories { get; } = new();

    public List<string> CategoryNames { get; } = [];

    public CodePointTable<byte> Orders { get; } = new();

    public List<(int From, int[] To)> Lower { get; } = [];

    public List<(int From, int[] To)> Canonical { get; } = [];

    public List<(int From, int[] To)> Compatibility { get; } = [];

    public Dictionary<ulong, int> Compositions { get; } = [];

    public Dictionary<string, (int First, int Last)[]> Sets { get; } = new(StringComparer.Ordinal);

    public Dictionary<int, int[]> Folds { get; } = [];

    public void Read()
    {
        using var lines = new StreamReader(typeof(UnicodeTableReader).Assembly.GetManifestResourceStream(Resource)!);
        while (lines.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Mark(Hangul.FirstSyllable, Hangul.LastSyllable, CodePointTraits.MovesInNfd | CodePointTraits.MovesInNfkd);
        Mark(Hangul.FirstVowel, Hangul.FirstVowel + Hangul.Vowels - 1, CodePointTraits.Composes);
        Mark(Hangul.BeforeTrails + 1, Hangul.BeforeTrails + Hangul.Trails - 1, CodePointTraits.Composes);
    }

    private void Read(string[] words)
    {
        switch (words[0])
        {
            case "set" when TraitNames.TryGetValue(words[1], out var trait):
                foreach (var (first, last) in Ranges(words, 2)) Mark(first, last, trait);
                break;
            case "set":
                Sets[words[1]] = [.. Ranges(words, 2)];
                break;
            case "category":
                ReadCategory(words);
                break;
            case "order":
                var order = byte.Parse(words[1], CultureInfo.InvariantCulture);
                foreach (var (first, last) in Ranges(words, 2))
                    for (var point = first; point <= last; point++) Orders.At(point) = order;
                foreach (var (first, last) in Ranges(words, 2)) Mark(first, last, CodePointTraits.MovesInNfd | CodePointTraits.MovesInNfkd | CodePointTraits.Composes);
                break;
            case "fold":
                Folds[Point(words[1])] = [.. words[2..].Select(Point)];
                break;
            case "lower":
                ReadMapping(words, Lower, CodePointTraits.HasLower);
                break;
            case "canonical":
                ReadMapping(words, Canonical, CodePointTraits.MovesInNfd | CodePointTraits.MovesInNfkd);
                break;
            case "compatibility":
                ReadMapping(words, Compatibility, CodePointTraits.MovesInNfkd);
                break;
            case "compose":
                var second = Point(words[2]);
                Compositions[(ulong)Point(words[1]) << 32 | (uint)second] = Point(words[3]);
                Mark(second, second, CodePointTraits.Composes);
                break;
            default:
                throw new InvalidOperationException($"The tables of Unicode have a line '{words[0]}' that nothing reads.");
        }
    }

    private void ReadCategory(string[] words)
    {
        CategoryNames.Add(words[1]);
        foreach (var (first, last) in Ranges(words, 2))
        {
            for (var point = first; point <= last; point++) Categories.At(point) = (byte)CategoryNames.Count;
            if (words[1][0] == 'L') Mark(first, last, CodePointTraits.RegexLetter);
            if (words[1][0] == 'N') Mark(first, last, CodePointTraits.RegexNumber);
        }
    }

    private void ReadMapping(string[] words, List<(int From, int[] To)> mapping, CodePointTraits trait)
    {
        var from = Point(words[1]);
        mapping.Add((from, [.. words[2..].Select(Point)]));
        Mark(from, from, trait);
    }

    private void Mark(int first, int last, CodePointTraits traits)
    {
        for (var point = first; point <= last; point++) Traits.At(point) |= traits;
    }

    private static IEnumerable<(int First, int Last)> Ranges(string[] words, int start)
    {
        for (var i = start; i < words.Length; i++)
        {
            var dash = words[i].IndexOf('-', StringComparison.Ordinal);
            yield return dash < 0 ? (Point(words[i]), Point(words[i])) : (Point(words[i][..dash]), Point(words[i][(dash + 1)..]));
        }
    }

    private static int Point(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
