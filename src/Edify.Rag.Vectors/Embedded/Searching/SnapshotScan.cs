using Edify.Rag.Vectors.Embedded.Collections;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Walks a snapshot in id order: its segments are in that order each, and are merged.</summary>
internal sealed class SnapshotScan : IDisposable
{
    private readonly PriorityQueue<(ISegment Segment, IEnumerator<int> Rows), Guid> _heads = new();
    private readonly bool _includeVectors;

    public SnapshotScan(Snapshot snapshot, VectorFilter filter, bool includeVectors)
    {
        _includeVectors = includeVectors;
        foreach (var segment in snapshot.Segments)
        {
            var admitted = segment.Select(filter);
            if (admitted.Count > 0) Enqueue(segment, segment.RowsById().Where(row => admitted[row]).GetEnumerator());
        }
    }

    /// <summary>The next record; <see langword="null"/> at the end.</summary>
    public VectorRecord? Next()
    {
        if (!_heads.TryDequeue(out var head, out _)) return null;
        var row = head.Rows.Current;
        var record = head.Segment.Read(row);
        if (_includeVectors) record = record with { Vector = VectorOf(head.Segment, row) };
        Enqueue(head.Segment, head.Rows);
        return record;
    }

    public void Dispose()
    {
        foreach (var (head, _) in _heads.UnorderedItems) head.Rows.Dispose();
    }

    private static float[] VectorOf(ISegment segment, int row)
    {
        var vector = new float[segment.Vectors.Dimension];
        segment.Vectors.Copy(row, vector);
        return vector;
    }

    private void Enqueue(ISegment segment, IEnumerator<int> rows)
    {
        if (rows.MoveNext()) _heads.Enqueue((segment, rows), segment.Id(rows.Current));
        else rows.Dispose();
    }
}
