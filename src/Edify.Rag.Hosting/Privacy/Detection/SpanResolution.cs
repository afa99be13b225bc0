namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Decides between readings of one place: the longest wins, then the kind that stands first, then the first place.</summary>
internal static class SpanResolution
{
    public static IReadOnlyList<PiiSpan> Resolve(List<PiiSpan> found)
    {
        if (found.Count < 2) return found;
        found.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));

        // Groups of places that hang together are settled one by one, so that a long text is not compared with itself.
        var kept = new List<PiiSpan>(found.Count);
        for (var first = 0; first < found.Count;)
        {
            var (end, next) = (found[first].End, first + 1);
            while (next < found.Count && found[next].Start < end) end = Math.Max(end, found[next++].End);
            if (next == first + 1) kept.Add(found[first]);
            else Settle(found.GetRange(first, next - first), kept);
            first = next;
        }

        return kept;
    }

    private static void Settle(List<PiiSpan> group, List<PiiSpan> kept)
    {
        group.Sort(static (a, b) =>
        {
            if (a.Length != b.Length) return b.Length.CompareTo(a.Length);
            return a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : a.Start.CompareTo(b.Start);
        });

        // By their starts: neighbours tell whether a place is still free.
        var taken = new SortedSet<PiiSpan>(Comparer<PiiSpan>.Create(static (a, b) => a.Start.CompareTo(b.Start)));
        foreach (var span in group)
        {
            var before = taken.GetViewBetween(new(int.MinValue, 0, default), new(span.End - 1, 0, default)).Max;
            if (before.Length == 0 || before.End <= span.Start) taken.Add(span);
        }

        kept.AddRange(taken);
    }
}
