using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>A part of a collection as one snapshot sees it: rows 0 to <see cref="RowCount"/> - 1, some of them no longer live.</summary>
internal interface ISegment
{
    /// <summary>How many rows there are, live or not.</summary>
    int RowCount { get; }

    /// <summary>The rows that were neither deleted nor replaced.</summary>
    Bitmap Live { get; }

    IFieldIndex Fields { get; }

    IVectorBlocks Vectors { get; }

    ILexicalSegment Lexical { get; }

    Guid Id(int row);

    string Text(int row);

    IReadOnlyDictionary<string, FieldValue> FieldsOf(int row);

    /// <summary>The names of all fields that a row may have.</summary>
    IEnumerable<string> FieldNames { get; }

    FieldValue? FieldOf(int row, string name);

    /// <summary>Live rows in the order of their ids.</summary>
    IEnumerable<int> RowsById();

    /// <summary>Reads vectors and texts of all rows once, for a new segment.</summary>
    IRowReader ReadRows();
}

/// <summary>Vectors in blocks of <see cref="BlockRows"/>; the last block is as long as there are rows.</summary>
internal interface IVectorBlocks
{
    /// <summary>Rows of a block: 16 words of a <see cref="Bitmap"/>.</summary>
    const int BlockRows = 1024;

    int Dimension { get; }

    /// <summary>The vectors of a block, one after the other.</summary>
    /// <exception cref="RagStateException">They are damaged.</exception>
    ReadOnlySpan<float> Block(int index);

    /// <summary>The sketches of a block's vectors; none where the segment has none.</summary>
    /// <exception cref="RagStateException">They are damaged.</exception>
    SketchBlock Sketches(int index) => default;

    /// <summary>Copies the vector of one row, without the rest of its block coming into memory.</summary>
    /// <exception cref="RagStateException">Its block is damaged.</exception>
    void Copy(int row, Span<float> vector);
}

/// <summary>What is the same for all segments.</summary>
internal static class SegmentExtensions
{
    /// <summary>The live rows that match a filter.</summary>
    public static Bitmap Select(this ISegment segment, VectorFilter filter)
    {
        var rows = FilterEvaluator.Evaluate(filter, segment.Fields, segment.RowCount);
        rows.And(segment.Live);
        return rows;
    }

    /// <summary>The record of one row, without its vector.</summary>
    public static VectorRecord Read(this ISegment segment, int row) => new(segment.Id(row), segment.Text(row), segment.FieldsOf(row));
}
