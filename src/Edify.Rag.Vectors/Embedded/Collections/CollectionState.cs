using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Memory;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>A collection as it changes: the sealed segments, and what the journal says came since. One thread at a time.</summary>
/// <remarks>Snapshots taken of it stay as they are: what they share with it is copied before it changes.</remarks>
internal sealed class CollectionState(CollectionDescription description, TextAnalyzer analyzer, IReadOnlyList<SealedSegment> segments)
{
    private readonly SealedSegment[] _segments = [.. segments];
    private readonly Bitmap?[] _changedLive = new Bitmap?[segments.Count];
    private readonly MemoryTable _memory = new(description.Dimension, analyzer);

    public CollectionDescription Description => description;

    /// <summary>How many rows are in memory, live or not.</summary>
    public int MemoryRows => _memory.RowCount;

    /// <summary>The collection as it is now.</summary>
    /// <param name="version">Names what was taken in.</param>
    public Snapshot TakeSnapshot(string version)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_changedLive[i] is not { } live) continue;
            _segments[i] = _segments[i] with { Live = live, LiveChanged = true };
            _changedLive[i] = null;
        }

        return new(description, [.. _segments], _memory.Snapshot()) { Version = version };
    }

    public void Upsert(VectorRecord record, ReadOnlySpan<float> vector)
    {
        Remove(record.Id);
        _memory.Add(record, vector);
    }

    /// <summary>Indexes new texts, so that no search has to.</summary>
    public void IndexTexts() => _memory.IndexTexts();

    public void Delete(ReadOnlySpan<Guid> ids)
    {
        foreach (var id in ids) Remove(id);
    }

    public void Update(ReadOnlySpan<Guid> ids, IReadOnlyDictionary<string, FieldValue> fields)
    {
        var rows = new List<int>[_segments.Length];
        foreach (var id in ids)
        {
            if (_memory.TryFind(id, out var row)) _memory.Update(row, fields);
            else if (FindSealed(id, out row) is >= 0 and var segment) (rows[segment] ??= []).Add(row);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } changed)
                _segments[i] = _segments[i] with { FieldTable = _segments[i].FieldTable.With([.. changed], fields) };
        }
    }

    private void Remove(Guid id)
    {
        if (_memory.Remove(id) || FindSealed(id, out var row) is not (>= 0 and var segment)) return;
        var live = _changedLive[segment] ??= _segments[segment].Live.Copy(_segments[segment].RowCount);
        live.Clear(row);
    }

    private int FindSealed(Guid id, out int row)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            row = _segments[i].File.Find(id);
            if (row >= 0 && (_changedLive[i] ?? _segments[i].Live)[row]) return i;
        }

        row = -1;
        return -1;
    }
}
