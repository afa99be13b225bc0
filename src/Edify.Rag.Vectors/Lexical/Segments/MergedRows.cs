namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>What the rows of several segments are together.</summary>
internal static class MergedRows
{
    /// <summary>The length of each new row.</summary>
    public static int[] Lengths(IReadOnlyList<MergeSource> sources)
    {
        var last = -1;
        foreach (var (segment, map) in sources)
        {
            if (map.Length != segment.RowCount)
                throw new ArgumentException($"A map of {map.Length} rows was given for a segment of {segment.RowCount}.", nameof(sources));
            foreach (var row in map)
                last = Math.Max(last, row);
        }

        var lengths = new int[last + 1];
        var isTaken = new bool[last + 1];
        foreach (var source in sources)
            CopyLengths(source, lengths, isTaken);
        return lengths;
    }

    /// <summary>The analyzer of all of them.</summary>
    public static int AnalyzerFingerprint(IReadOnlyList<MergeSource> sources)
    {
        if (sources.Count == 0)
            throw new ArgumentException("Nothing was given to merge.", nameof(sources));

        var fingerprint = sources[0].Segment.AnalyzerFingerprint;
        if (sources.Any(source => source.Segment.AnalyzerFingerprint != fingerprint))
            throw new ArgumentException("Segments made by different analyzers can't be merged.", nameof(sources));
        return fingerprint;
    }

    private static void CopyLengths(MergeSource source, int[] lengths, bool[] isTaken)
    {
        var old = source.Segment.Lengths;
        for (var i = 0; i < source.RowMap.Length; i++)
        {
            var row = source.RowMap[i];
            if (row < 0)
                continue;
            if (isTaken[row])
                throw new ArgumentException($"Two rows are mapped to row {row}.", nameof(source));
            (lengths[row], isTaken[row]) = (old[i], true);
        }
    }
}
