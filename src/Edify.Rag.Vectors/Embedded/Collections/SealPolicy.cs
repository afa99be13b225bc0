using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>When the journal becomes a segment, and which segments are merged on this occasion.</summary>
/// <remarks>
/// Segments of about one size are merged when there are <see cref="FanOut"/> of them, as long as the merged one has at most
/// <see cref="MergedRows"/> rows. So each row is copied once or twice, and what a merge needs of memory does not grow with the
/// collection. A search then looks at more segments, which costs it little: it compares with every vector anyway.
/// </remarks>
/// <param name="Rows">How many rows in memory are sealed.</param>
/// <param name="JournalBytes">How long a journal is sealed, however few its rows are.</param>
/// <param name="MergedRows">How many rows a merged segment has at most.</param>
internal sealed record SealPolicy(int Rows = 4096, long JournalBytes = 32 << 20, int MergedRows = 32_768)
{
    private const int FanOut = 8;

    // Vectors of a segment are addressed as one memory, of less than 2 GiB.
    private const long MaxVectorBytes = 1 << 30;

    /// <summary>From how many rows on it is worth it to seal when the collection is closed; fewer are soon replayed.</summary>
    public int RowsWhenClosed => Math.Min(Rows, 512);

    public bool IsDue(int memoryRows, long journalLength) => memoryRows >= Rows || journalLength >= JournalBytes;

    /// <summary>The segments to merge, along with the rows in memory if there are any.</summary>
    public HashSet<SealedSegment> SegmentsToMerge(Snapshot snapshot)
    {
        var live = snapshot.Sealed.ToDictionary(segment => segment, segment => (long)segment.Live.Count);
        HashSet<SealedSegment> picked = [.. live.Where(s => s.Value < s.Key.RowCount * 3L / 4).Select(s => s.Key)];
        var rows = snapshot.Memory.Live.Count + picked.Sum(segment => live[segment]);
        while (true)
        {
            var similar = live.Where(s => !picked.Contains(s.Key) && s.Value <= Math.Max(rows, Rows)).ToList();
            if (similar.Count + (rows > 0 ? 1 : 0) < FanOut) break;
            picked.UnionWith(similar.Select(s => s.Key));
            rows += similar.Sum(s => s.Value);
        }

        return Bounded(picked, live, snapshot);
    }

    private HashSet<SealedSegment> Bounded(HashSet<SealedSegment> picked, Dictionary<SealedSegment, long> live, Snapshot snapshot)
    {
        var bytesPerRow = snapshot.Description.Dimension * (long)sizeof(float);
        var room = Math.Min(MergedRows, MaxVectorBytes / bytesPerRow) - snapshot.Memory.Live.Count;
        return [.. picked.OrderBy(segment => live[segment]).TakeWhile(segment => (room -= live[segment]) >= 0)];
    }
}
