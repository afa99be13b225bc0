namespace Edify.Rag.Generation.Text;

/// <summary>Tells how alike words and sets of words are.</summary>
internal static class Similarity
{
    private const int ShortestFuzzy = 5;
    private const int LongestFuzzy = 40; // no word of prose is longer, and comparing takes the product of both lengths
    private const int ShortestPrefix = 4;
    private const int LongestSuffix = 3;

    /// <summary>Whether two stems are likely forms or misspellings of one word.</summary>
    public static bool IsAlike(string left, string right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        var longer = Math.Max(left.Length, right.Length);
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == shorter && common >= ShortestPrefix && longer - common <= LongestSuffix) return true;
        if (shorter < ShortestFuzzy || longer > LongestFuzzy || left[0] != right[0] || char.IsAsciiDigit(left[0])) return false;
        return common >= 0.75 * longer || Dice(left, right) >= 0.72;
    }

    /// <summary>Shared members over all members (Jaccard), 0 to 1; 0 for two empty sets.</summary>
    public static double Jaccard(HashSet<string> left, HashSet<string> right)
    {
        var shared = left.Count(right.Contains);
        var all = left.Count + right.Count - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    // Pairs of letters in common, counted twice, over the pairs of both.
    private static double Dice(string left, string right)
    {
        var shared = 0;
        Span<bool> used = stackalloc bool[right.Length];
        for (var i = 0; i + 1 < left.Length; i++)
        {
            for (var j = 0; j + 1 < right.Length; j++)
            {
                if (used[j] || left[i] != right[j] || left[i + 1] != right[j + 1]) continue;
                used[j] = true;
                shared++;
                break;
            }
        }

        return 2.0 * shared / (left.Length + right.Length - 2);
    }
}
