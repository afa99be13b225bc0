using System.Numerics;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Compares the query with every admitted vector, or with its sketch where that shows that it can't be among the best, and with no other.</summary>
internal sealed class ExactVectorIndex : IVectorIndex
{
    private const int BlockWords = IVectorBlocks.BlockRows / Bitmap.WordBits;

    public static ExactVectorIndex Instance { get; } = new();

    public void Search(
        IVectorBlocks vectors, Bitmap admitted, ReadOnlySpan<float> query, int segment, TopHits hits, CancellationToken cancellationToken)
    {
        Span<int> rows = stackalloc int[IVectorBlocks.BlockRows];
        using var sketch = new QuerySketch(query);
        var words = admitted.Words.AsSpan();
        for (var block = 0; block * BlockWords < words.Length; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = block * BlockWords;
            var count = RowsOf(words[start..Math.Min(start + BlockWords, words.Length)], rows);
            if (count == 0) continue;
            var sketches = vectors.Sketches(block);
            if (sketches.IsEmpty) Scan(vectors.Block(block), query, rows[..count], block, segment, hits);
            else Scan(sketches, sketch, vectors, query, rows[..count], block, segment, hits);
        }
    }

    private static void Scan(
        SketchBlock sketches, QuerySketch sketch, IVectorBlocks vectors, ReadOnlySpan<float> query, ReadOnlySpan<int> rows, int block, int segment, TopHits hits)
    {
        var dimension = query.Length;
        var full = ReadOnlySpan<float>.Empty;
        foreach (var row in rows)
        {
            if (sketch.BoundOf(sketches.Values.Slice(row * dimension, dimension), sketches.Rows[row]) < hits.Threshold) continue;
            if (full.IsEmpty) full = vectors.Block(block);
            var score = DotProduct.Of(query, full.Slice(row * dimension, dimension));
            if (score >= hits.Threshold) hits.Offer(new(segment, (block * IVectorBlocks.BlockRows) + row, score));
        }
    }

    private static void Scan(ReadOnlySpan<float> vectors, ReadOnlySpan<float> query, ReadOnlySpan<int> rows, int block, int segment, TopHits hits)
    {
        foreach (var row in rows)
        {
            var score = DotProduct.Of(query, vectors.Slice(row * query.Length, query.Length));
            if (score >= hits.Threshold) hits.Offer(new(segment, (block * IVectorBlocks.BlockRows) + row, score));
        }
    }

    private static int RowsOf(ReadOnlySpan<ulong> words, Span<int> rows)
    {
        var count = 0;
        for (var i = 0; i < words.Length; i++)
        {
            for (var word = words[i]; word != 0; word &= word - 1)
                rows[count++] = (i * Bitmap.WordBits) + BitOperations.TrailingZeroCount(word);
        }

        return count;
    }
}
