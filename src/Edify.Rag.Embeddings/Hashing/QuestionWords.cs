using System.Globalization;
using System.Text;

namespace Edify.Rag.Embeddings.Hashing;

/// <summary>The words of a question, and what they weigh by how rare they are in the collection.</summary>
/// <remarks>
/// Only questions are weighed: vectors of passages would be out of date with every document that is added. That is the scheme
/// lnc.ltc of SMART (Salton and Buckley, "Term-Weighting Approaches in Automatic Text Retrieval", Information Processing &amp;
/// Management 24(5), 1988; Manning, Raghavan and Schütze, "Introduction to Information Retrieval", section 6.4).
/// </remarks>
internal static class QuestionWords
{
    private const double Unit = 256; // as in HashedVector: rounding hides the last bit of a logarithm

    /// <summary>What the store can be asked for, each word once.</summary>
    public static string[] Of(WordBag bag)
    {
        var words = new List<string>(bag.Words.Length);
        foreach (ref readonly var word in bag.Words)
        {
            var text = bag.TextOf(word);
            if (word.Kind != WordKind.Unspaced || !HasMark(text)) words.Add(text.ToString());
        }

        return [.. words];
    }

    /// <summary>A factor for each word of the bag, at least 1, the greater the rarer; none at all when nothing is known of any.</summary>
    public static long[] Weigh(WordBag bag, TermStatistics statistics)
    {
        var frequencies = WithCharacters(bag, statistics.Frequencies);
        var rarities = new double[bag.Words.Length];
        var (sum, known) = (0.0, 0);
        for (var i = 0; i < rarities.Length; i++)
        {
            if (!frequencies.TryGetValue(bag.TextOf(bag.Words[i]).ToString(), out var frequency)) continue;
            sum += rarities[i] = statistics.InverseFrequency(frequency);
            known++;
        }

        if (known == 0) return [];

        // What nothing is known of weighs what the others weigh on average.
        var average = sum / known;
        return Array.ConvertAll(rarities, rarity => Math.Max(1, (long)Math.Round(Unit * (rarity > 0 ? rarity : average))));
    }

    // Text indexes hold scripts without spaces in pairs of characters. A single one is at least as frequent as each pair it is in.
    private static Dictionary<string, long> WithCharacters(WordBag bag, IReadOnlyDictionary<string, long> frequencies)
    {
        var raised = new Dictionary<string, long>(frequencies, StringComparer.Ordinal);
        foreach (ref readonly var word in bag.Words)
        {
            if (word.Kind != WordKind.Unspaced) continue;
            var text = bag.TextOf(word);
            Rune.DecodeFromUtf16(text, out _, out var first);
            if (first == text.Length || !frequencies.TryGetValue(text.ToString(), out var frequency)) continue;
            Raise(text[..first].ToString(), frequency);
            Raise(text[first..].ToString(), frequency);
        }

        return raised;

        void Raise(string character, long frequency) => raised[character] = Math.Max(frequency, raised.GetValueOrDefault(character));
    }

    // In an index a mark stays with its letter, so that pairs of ours that have one are not pairs of its.
    private static bool HasMark(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark) return true;
        }

        return false;
    }
}
