using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Memory;

/// <summary>A <see cref="MemoryTable"/> at one moment.</summary>
internal sealed class MemorySegment(
    int rowCount, Bitmap live, VectorRecord[] records, MemoryVectors vectors, MemoryFields fields, MemoryTexts texts) : ISegment, IFieldIndex
{
    public int RowCount => rowCount;

    public Bitmap Live => live;

    public IFieldIndex Fields => this;

    public IVectorBlocks Vectors => vectors;

    public ILexicalSegment Lexical => texts.Index(records, rowCount);

    public Guid Id(int row) => records[row].Id;

    public IReadOnlyDictionary<string, FieldValue> FieldsOf(int row) => records[row].Fields;

    public ReadOnlySpan<float> VectorOf(int row) => vectors.Row(row);

    public string Text(int row) => records[row].Text;

    public IEnumerable<string> FieldNames => fields.Names;

    public FieldValue? FieldOf(int row, string name) => records[row].Fields.TryGetValue(name, out var value) ? value : default(FieldValue?);

    public IEnumerable<int> RowsById() => live.Rows().OrderBy(Id);

    public IRowReader ReadRows() => new MemoryRowReader(this);

    public void AddEqual(string field, FieldValue value, Bitmap rows)
    {
        if (fields.Find(field)?.Find(value) is { } found) rows.Set(found.Below(rowCount));
    }

    public void AddRange(VectorFilter.RangeFilter range, Bitmap rows)
    {
        if (fields.Find(range.Field) is not { } field) return;
        foreach (var (value, found) in field.Terms)
        {
            if (range.Contains(value)) rows.Set(found.Below(rowCount));
        }
    }

    public void AddExists(string field, Bitmap rows)
    {
        if (fields.Find(field) is { } found) rows.Set(found.Present.Below(rowCount));
    }
}

/// <summary>Vectors in memory, a block at a time, so that growing copies none of them.</summary>
internal sealed class MemoryVectors(int dimension, int rowCount, float[][] blocks) : IVectorBlocks
{
    public int Dimension => dimension;

    public ReadOnlySpan<float> Block(int index) =>
        blocks[index].AsSpan(0, Math.Min(IVectorBlocks.BlockRows, rowCount - (index * IVectorBlocks.BlockRows)) * dimension);

    public ReadOnlySpan<float> Row(int row) => blocks[row / IVectorBlocks.BlockRows].AsSpan(row % IVectorBlocks.BlockRows * dimension, dimension);

    public void Copy(int row, Span<float> vector) => Row(row).CopyTo(vector);
}
