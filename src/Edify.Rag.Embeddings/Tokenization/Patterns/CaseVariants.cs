using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>What matches a letter when case is ignored; letters that fold to several are left as they are.</summary>
internal static class CaseVariants
{
    public static (int First, int Last)[] Of(int point)
    {
        var found = new HashSet<int> { point };
        var lower = UnicodeTables.Lower[point] is [var one] ? one : point;
        found.Add(lower);
        if (UnicodeTables.Folds.TryGetValue(lower, out var folds)) found.UnionWith(folds);
        foreach (var (fold, others) in UnicodeTables.Folds)
            if (others.Contains(point)) found.UnionWith([fold, fold - 'a' + 'A', .. others]);

        // Upper case has no table of its own: it is what becomes this letter.
        for (int upper = 'A'; upper < 0x10600; upper = upper == 0xD7FF ? 0xE000 : upper + 1)
            if (UnicodeTables.Lower[upper] is [var its] && its == lower) found.Add(upper);
        return [.. found.Order().Select(p => (p, p))];
    }

    /// <summary>The range, and the variants of its letters where it is short enough to be one of letters.</summary>
    public static IEnumerable<(int First, int Last)> Of((int First, int Last) range)
    {
        yield return range;
        if (range.Last - range.First > 64) yield break;
        for (var point = range.First; point <= range.Last; point++)
            foreach (var variant in Of(point)) yield return variant;
    }
}
