namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Finds the boundaries between passages from the distances between their sentences.</summary>
/// <param name="size">Most that a passage holds.</param>
/// <param name="minSize">Below this much a passage is merged, where that fits.</param>
/// <param name="percentile">Share of the distances that are no boundaries, in percent.</param>
internal sealed class SemanticSegments(int size, int minSize, double percentile)
{
    /// <summary>Ranges of units, in order and without gaps.</summary>
    /// <param name="distances">Distance between each unit and the next; infinite where a section begins.</param>
    /// <param name="measures">Length of each unit.</param>
    public List<Range> Find(double[] distances, int[] measures)
    {
        var threshold = Percentile(distances.Where(double.IsFinite));
        var segments = new List<Segment>();
        var start = 0;
        for (var i = 1; i <= measures.Length; i++)
        {
            if (i < measures.Length && distances[i - 1] <= threshold) continue;
            Split(new(start, i, measures[start..i].Sum()), distances, measures, segments);
            start = i;
        }

        Merge(segments, distances);
        return segments.ConvertAll(s => s.Start..s.End);
    }

    // At the largest distance that leaves no tiny part, again and again.
    private void Split(Segment segment, double[] distances, int[] measures, List<Segment> segments)
    {
        if (segment.Measure <= size || segment.End - segment.Start == 1)
        {
            segments.Add(segment);
            return;
        }

        var (best, cut, before) = (double.NegativeInfinity, segment.Start + 1, 0);
        var least = Math.Min(minSize, segment.Measure / 4);
        for (var i = segment.Start + 1; i < segment.End; i++)
        {
            before += measures[i - 1];
            if (before < least || segment.Measure - before < least || distances[i - 1] <= best) continue;
            (best, cut) = (distances[i - 1], i);
        }

        var left = measures[segment.Start..cut].Sum();
        Split(new(segment.Start, cut, left), distances, measures, segments);
        Split(new(cut, segment.End, segment.Measure - left), distances, measures, segments);
    }

    // The closest neighbours first.
    private void Merge(List<Segment> segments, double[] distances)
    {
        while (true)
        {
            var (best, at) = (double.PositiveInfinity, -1);
            for (var i = 0; i + 1 < segments.Count; i++)
            {
                var isWanted = Math.Min(segments[i].Measure, segments[i + 1].Measure) < minSize && segments[i].Measure + segments[i + 1].Measure <= size;
                var distance = Math.Min(distances[segments[i].End - 1], double.MaxValue);
                if (isWanted && distance < best) (best, at) = (distance, i);
            }

            if (at < 0) return;
            segments[at] = new(segments[at].Start, segments[at + 1].End, segments[at].Measure + segments[at + 1].Measure);
            segments.RemoveAt(at + 1);
        }
    }

    private double Percentile(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0) return double.MaxValue;
        var rank = percentile / 100 * (sorted.Length - 1);
        var below = sorted[(int)rank];
        return below + ((sorted[Math.Min((int)rank + 1, sorted.Length - 1)] - below) * (rank - Math.Floor(rank)));
    }

    private readonly record struct Segment(int Start, int End, int Measure);
}
