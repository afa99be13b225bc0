namespace Edify.Rag.Embeddings.Hashing;

/// <summary>Projects counted words onto a unit vector.</summary>
/// <remarks>
/// Sums are integers, so they are exact and the same in any order; what is left to floating point are square roots and divisions,
/// which IEEE 754 defines to the bit. That is what makes vectors equal on every machine.
/// </remarks>
internal static class HashedVector
{
    // Sizes count the marks at a word's ends. They and the weights were found on the CACM and Cranfield collections: shorter
    // grams join unrelated words, pairs of words bring nothing, and what a word begins with says most about its meaning.
    private const int ShortestGram = 4;
    private const int LongestGram = 7;
    private const int WordWeight = 16;
    private const int CommonWordWeight = 1;
    private const int GramWeight = 24;
    private const int FirstGramFactor = 2;

    /// <summary>The vector; the first unit vector for a text without words, as no direction is its own.</summary>
    public static float[] Of(WordBag bag, int dimensions)
    {
        Span<long> sums = stackalloc long[dimensions]; // at most 64 KiB
        foreach (ref readonly var word in bag.Words)
        {
            var weight = Sublinear(word.Occurrences);
            Add(sums, word.Hash, weight * (word.Kind == WordKind.Common ? CommonWordWeight : WordWeight));
            if (word.Kind == WordKind.Spaced) AddGrams(sums, bag.TextOf(word), weight);
        }

        return Normalize(sums);
    }

    // 1 + ln tf in 256ths: rounding hides the last bit, in which mathematical libraries differ.
    private static long Sublinear(int occurrences) => (long)Math.Round(256 * (1 + Math.Log(occurrences)));

    // The grams of a word share one weight, so that a long word does not outshout three short ones.
    private static void AddGrams(Span<long> sums, ReadOnlySpan<char> word, long weight)
    {
        var grams = CountGrams(word.Length + 2);
        if (grams == 0) return;

        var each = (long)(weight * GramWeight / Math.Sqrt(grams));
        for (var start = -1; start < word.Length - 1; start++)
        {
            var hash = FeatureHash.Start;
            var end = Math.Min(start + LongestGram, word.Length + 1);
            for (var i = start; i < end; i++)
            {
                hash = FeatureHash.Append(hash, i < 0 ? '<' : i == word.Length ? '>' : word[i]);
                if (i - start + 1 >= ShortestGram) Add(sums, ~hash, start < 0 ? each * FirstGramFactor : each);
            }
        }
    }

    private static int CountGrams(int length)
    {
        var count = 0;
        for (var size = ShortestGram; size <= LongestGram; size++) count += Math.Max(0, length - size + 1);
        return count;
    }

    private static void Add(Span<long> sums, ulong hash, long weight)
    {
        var mixed = FeatureHash.Finish(hash);
        var index = (int)Math.BigMul(mixed, (ulong)sums.Length, out _);
        sums[index] += (mixed & 1) == 0 ? weight : -weight;
    }

    private static float[] Normalize(ReadOnlySpan<long> sums)
    {
        var squares = 0d;
        foreach (var sum in sums) squares += (double)sum * sum;

        var vector = new float[sums.Length];
        if (squares == 0)
        {
            vector[0] = 1;
            return vector;
        }

        var length = Math.Sqrt(squares);
        for (var i = 0; i < vector.Length; i++) vector[i] = (float)(sums[i] / length);
        return vector;
    }
}
