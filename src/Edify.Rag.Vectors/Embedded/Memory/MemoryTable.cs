using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Memory;

/// <summary>What the journal holds, in memory: rows are appended, and a replaced or deleted one is no longer live.</summary>
/// <remarks>
/// One writer; any number of readers, each on a <see cref="Snapshot"/>, which looks at no row that came later. Texts are
/// indexed when the writer says so, or by the first search that needs them: opening a long journal does not wait for it.
/// </remarks>
internal sealed class MemoryTable(int dimension, TextAnalyzer analyzer)
{
    private readonly Dictionary<Guid, int> _rowOf = [];
    private readonly MemoryFields _fields = new();
    private readonly MemoryTexts _texts = new(analyzer);
    private VectorRecord[] _records = new VectorRecord[64];
    private float[][] _blocks = new float[1][];
    private Bitmap _live = new(0);

    public int RowCount { get; private set; }

    /// <summary>How many rows are live.</summary>
    public int LiveCount => _rowOf.Count;

    /// <summary>The live row of an id.</summary>
    public bool TryFind(Guid id, out int row) => _rowOf.TryGetValue(id, out row);

    /// <summary>Adds a record; the one of the same id must have been removed.</summary>
    /// <param name="record">The record; its vector is left out of account.</param>
    /// <param name="vector">Its vector.</param>
    public void Add(VectorRecord record, ReadOnlySpan<float> vector)
    {
        var row = RowCount;
        _rowOf.Add(record.Id, row);
        if (row == _records.Length) Array.Resize(ref _records, row * 2);
        _records[row] = record with { Vector = default };
        vector.CopyTo(VectorAt(row));
        _fields.Add(row, record.Fields);
        if (_live.Length <= row) _live = _live.Copy(Math.Max(IVectorBlocks.BlockRows, row * 2));
        _live.Set(row);
        RowCount++;
    }

    /// <summary>Indexes the texts of the rows added so far.</summary>
    public void IndexTexts() => _texts.Index(_records, RowCount);

    /// <summary>Removes the record of an id; tells whether there was one.</summary>
    public bool Remove(Guid id)
    {
        if (!_rowOf.Remove(id, out var row)) return false;
        _live.Clear(row);
        return true;
    }

    /// <summary>Sets fields of a row. The row moves to the end, so that snapshots still see it as it was.</summary>
    public void Update(int row, IReadOnlyDictionary<string, FieldValue> fields)
    {
        var record = _records[row];
        var changed = new Dictionary<string, FieldValue>(record.Fields, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (value.Items is { Count: 0 }) changed.Remove(name);
            else changed[name] = value;
        }

        Remove(record.Id);
        Add(record with { Fields = changed }, VectorAt(row));
    }

    public MemorySegment Snapshot() =>
        new(RowCount, _live.Copy(RowCount), _records, new MemoryVectors(dimension, RowCount, _blocks), _fields, _texts);

    private Span<float> VectorAt(int row)
    {
        var block = row / IVectorBlocks.BlockRows;
        if (block == _blocks.Length) Array.Resize(ref _blocks, block * 2);
        var vectors = _blocks[block] ??= new float[IVectorBlocks.BlockRows * dimension];
        return vectors.AsSpan(row % IVectorBlocks.BlockRows * dimension, dimension);
    }
}
