namespace Edify.Rag.Embeddings.Hashing;

/// <summary>Projects counted words onto a unit vector.</summary>
/// <remarks>
/// Sums are integers, so they are exact and the same in any order; what is left to floating point are square roots and divisions,
/// which IEEE 754 defines to the bit. That is what makes vectors equal on every machine.
/// </remarks>
internal static class HashedVector
{
    // Apart from each other under the finalizer that follows: 2^64 divided by the golden ratio.
    private const ulong NextPosition = 0x9E3779B97F4A7C15;

    /// <summary>The vector; the first unit vector for a text without words, as no direction is its own.</summary>
    /// <param name="bag">The words.</param>
    /// <param name="scheme">What is hashed of them.</param>
    /// <param name="dimensions">Length of the vector.</param>
    /// <param name="rarities">A factor for each word of the bag; empty where all weigh alike.</param>
    public static float[] Of(WordBag bag, HashingScheme scheme, int dimensions, ReadOnlySpan<long> rarities)
    {
        Span<long> sums = stackalloc long[dimensions]; // at most 64 KiB
        var words = bag.Words;
        for (var i = 0; i < words.Length; i++)
        {
            ref readonly var word = ref words[i];
            var weight = Sublinear(word.Occurrences) * (rarities.IsEmpty ? 1 : rarities[i]);
            Add(sums, word.Hash, weight * (word.Kind == WordKind.Common ? scheme.CommonWordWeight : scheme.WordWeight), scheme.Positions);
            if (word.Kind == WordKind.Spaced) AddGrams(sums, bag.TextOf(word), weight, scheme);
        }

        return Normalize(sums);
    }

    // 1 + ln tf in 256ths: rounding hides the last bit, in which mathematical libraries differ.
    private static long Sublinear(int occurrences) => (long)Math.Round(256 * (1 + Math.Log(occurrences)));

    private static void AddGrams(Span<long> sums, ReadOnlySpan<char> word, long weight, HashingScheme scheme)
    {
        var (shortest, longest, positions) = (scheme.ShortestGram, scheme.LongestGram, scheme.Positions);
        var grams = CountGrams(word.Length + 2, shortest, longest);
        if (grams == 0) return;

        var each = (long)(weight * scheme.GramWeight / Math.Sqrt(grams));
        for (var start = -1; start < word.Length - 1; start++)
        {
            var hash = FeatureHash.Start;
            var end = Math.Min(start + longest, word.Length + 1);
            var one = start < 0 ? each * scheme.FirstGramFactor : each;
            for (var i = start; i < end; i++)
            {
                hash = FeatureHash.Append(hash, i < 0 ? '<' : i == word.Length ? '>' : word[i]);
                if (i - start + 1 >= shortest) Add(sums, ~hash, one, positions);
            }
        }
    }

    private static int CountGrams(int length, int shortest, int longest)
    {
        var count = 0;
        for (var size = shortest; size <= longest; size++) count += Math.Max(0, length - size + 1);
        return count;
    }

    private static void Add(Span<long> sums, ulong hash, long weight, int positions)
    {
        for (var position = 0; position < positions; position++, hash += NextPosition)
        {
            var mixed = FeatureHash.Finish(hash);
            var index = (int)Math.BigMul(mixed, (ulong)sums.Length, out _);
            sums[index] += (mixed & 1) == 0 ? weight : -weight;
        }
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
