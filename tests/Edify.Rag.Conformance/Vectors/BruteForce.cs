namespace Edify.Rag.Conformance;

/// <summary>Search that is obviously right: every record is looked at.</summary>
internal static class BruteForce
{
    public static List<(VectorRecord Record, double Score)> Nearest(IEnumerable<VectorRecord> records, ReadOnlyMemory<float> query, VectorFilter filter, int limit) =>
        [.. records
            .Where(record => filter.Matches(record.Fields))
            .Select(record => (Record: record, Score: Dot(record.Vector.Span, query.Span)))
            .OrderByDescending(found => found.Score)
            .ThenBy(found => found.Record.Id)
            .Take(limit)];

    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += (double)left[i] * right[i];
        return sum;
    }
}
