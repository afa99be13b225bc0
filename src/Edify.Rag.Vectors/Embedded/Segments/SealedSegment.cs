using Edify.Rag.Vectors.Embedded.Fields;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>A segment on disk as one snapshot sees it: its file, which rows live, and their fields.</summary>
internal sealed record SealedSegment(SegmentFile File, FieldFile FieldFile, FieldTable FieldTable, Bitmap Live) : ISegment
{
    /// <summary>The file that <see cref="Live"/> was read from; <see langword="null"/> when all rows were live.</summary>
    public string? LivePath { get; init; }

    /// <summary>Whether rows were deleted or replaced since <see cref="LivePath"/> was written.</summary>
    public bool LiveChanged { get; init; }

    public bool FieldsChanged => FieldTable != FieldFile.Table;

    public int RowCount => File.RowCount;

    public IFieldIndex Fields => FieldTable;

    public IVectorBlocks Vectors => File;

    public ILexicalSegment Lexical => File.Lexical;

    public Guid Id(int row) => File.Id(row);

    public IReadOnlyDictionary<string, FieldValue> FieldsOf(int row) => FieldTable.Read(row);

    public string Text(int row) => File.Text(row);

    public IEnumerable<string> FieldNames => FieldTable.Names;

    public FieldValue? FieldOf(int row, string name) => FieldTable.Read(row, name);

    public IEnumerable<int> RowsById() => Live.Rows();

    public IRowReader ReadRows() => new SegmentFileReader(File);
}
