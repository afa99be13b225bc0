using System.Text;

namespace Edify.Rag.Documents.Text.Legacy;

/// <summary>Guesses the encoding of text older than Unicode, by the letters that each encoding makes of its bytes.</summary>
/// <remarks>
/// For every encoding and language, how probable the bytes beyond ASCII are is the product of their letters' frequencies;
/// the most probable wins. Windows-1252 wins unless another is likelier by some letters, which decides texts that hold a
/// few quotation marks only.
/// </remarks>
internal static class LegacyEncodings
{
    private const int MostBytes = 16 * 1024;
    private const double WesternPrior = 6;
    private const int FirstHigh = 0x80;

    private static readonly Candidate[] Candidates =
    [
        new(1252, LegacyLanguages.Western) { Prior = WesternPrior },
        new(1250, LegacyLanguages.Central),
        new(28592, LegacyLanguages.Central),
        new(1251, LegacyLanguages.Cyrillic),
        new(20866, LegacyLanguages.Cyrillic),
        new(866, LegacyLanguages.Cyrillic),
        new(1253, LegacyLanguages.Greek),
        new(1254, LegacyLanguages.Turkish),
        new(1255, LegacyLanguages.Hebrew),
        new(1256, LegacyLanguages.Arabic),
        new(932, LegacyLanguages.Japanese),
        new(51932, LegacyLanguages.Japanese),
        new(54936, LegacyLanguages.Simplified),
        new(950, LegacyLanguages.Traditional),
        new(949, LegacyLanguages.Korean),
    ];

    /// <summary>The likeliest encoding.</summary>
    /// <param name="bytes">A part of a text that is not UTF-8.</param>
    public static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAnyInRange((byte)FirstHigh, (byte)0xFF);
        if (first < 0) return Candidates[0].Encoding;
        var sample = bytes[first..Math.Min(bytes.Length, first + MostBytes)];
        var counts = new int[256];
        foreach (var b in sample) counts[b]++;

        var (best, highest) = (Candidates[0], double.NegativeInfinity);
        foreach (var candidate in Candidates)
            if (candidate.Score(sample, counts) is var score && score > highest) (best, highest) = (candidate, score);
        return best.Encoding;
    }

    private sealed class Candidate(int codePage, LetterModel[] languages)
    {
        public Encoding Encoding { get; } = CodePages.Get(codePage);

        public double Prior { get; init; }

        public double Score(ReadOnlySpan<byte> sample, int[] counts)
        {
            var letters = Encoding.IsSingleByte ? Letters(counts) : Letters(sample);
            var highest = double.NegativeInfinity;
            foreach (var language in languages) highest = Math.Max(highest, letters.Sum(letter => letter.Count * language.LogOf(letter.Letter)));
            return Prior + highest;
        }

        // Every byte is a letter, wherever it stands.
        private List<(char Letter, int Count)> Letters(int[] counts)
        {
            var letters = new List<(char, int)>();
            for (var b = FirstHigh; b < counts.Length; b++)
                if (counts[b] > 0) letters.Add((Encoding.GetString([(byte)b])[0], counts[b]));
            return letters;
        }

        private List<(char Letter, int Count)> Letters(ReadOnlySpan<byte> sample)
        {
            var text = new char[Encoding.GetMaxCharCount(sample.Length)];
            var length = Encoding.GetDecoder().GetChars(sample, text, flush: false);
            var counts = new Dictionary<char, int>();
            foreach (var c in text.AsSpan(0, length))
                if (c >= FirstHigh) counts[c] = counts.GetValueOrDefault(c) + 1;
            return [.. counts.Select(count => (count.Key, count.Value))];
        }
    }
}
