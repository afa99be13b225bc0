using System.Numerics;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Compares the query with every admitted vector, and with no other.</summary>
internal sealed class ExactVectorIndex : IVectorIndex
{
    private const int BlockWords = IVectorBlocks.BlockRows / Bitmap.WordBits;

    public static ExactVectorIndex Instance { get; } = new();

    public void Search(
        IVectorBlocks vectors, Bitmap admitted, ReadOnlySpan<float> query, int segment, TopHits hits, CancellationToken cancellationToken)
    {
        Span<int> rows = stackalloc int[IVectorBlocks.BlockRows];
        var words = admitted.Words.AsSpan();
        for (var block = 0; block * BlockWords < words.Length; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = block * BlockWords;
            var count = RowsOf(words[start..Math.Min(start + BlockWords, words.Length)], rows);
            if (count > 0) Scan(vectors.Block(block), query, rows[..count], block, segment, hits);
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
