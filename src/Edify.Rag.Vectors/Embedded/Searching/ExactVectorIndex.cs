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
        Span<int> rows = stackalloc int[IVectorBlocks.BlockRows + DotProducts.Rows];
        var words = admitted.Words.AsSpan();
        for (var block = 0; block * BlockWords < words.Length; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = block * BlockWords;
            var count = RowsOf(words[start..Math.Min(start + BlockWords, words.Length)], rows);
            if (count > 0) Scan(vectors.Block(block), query, rows[..(count + DotProducts.Rows)], count, block, segment, hits);
        }
    }

    private static void Scan(
        ReadOnlySpan<float> vectors, ReadOnlySpan<float> query, Span<int> rows, int count, int block, int segment, TopHits hits)
    {
        // The last pass is filled up with a row that is there already and whose further scores are ignored.
        rows[count..].Fill(rows[count - 1]);
        for (var i = 0; i < count; i += DotProducts.Rows)
        {
            var scores = DotProducts.Of(query, vectors, rows[i..]);
            for (var j = 0; j < DotProducts.Rows && i + j < count; j++)
            {
                if (scores[j] >= hits.Threshold) hits.Offer(new(segment, (block * IVectorBlocks.BlockRows) + rows[i + j], scores[j]));
            }
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
