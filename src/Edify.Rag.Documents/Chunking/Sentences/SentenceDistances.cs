using Microsoft.Extensions.AI;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Measures by how much neighbouring sentences differ in meaning.</summary>
internal sealed class SentenceDistances(IEmbeddingGenerator<string, Embedding<float>> embedder, int neighbours)
{
    private const int BatchSize = 64;

    /// <summary>The distances, from 0 to 2, between each unit and the next; one less than there are units.</summary>
    public async Task<double[]> MeasureAsync(IReadOnlyList<TextUnit> units, CancellationToken cancellationToken)
    {
        var vectors = new List<ReadOnlyMemory<float>>(units.Count);
        foreach (var batch in Enumerable.Range(0, units.Count).Select(i => TextAround(units, i)).Chunk(BatchSize))
        {
            var embeddings = await embedder.GenerateAsync(batch, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (embeddings.Count != batch.Length)
                throw new RagConfigurationException($"The embedder made {embeddings.Count} vectors of {batch.Length} sentences; it can't be used to chunk by meaning.");
            vectors.AddRange(embeddings.Select(e => e.Vector));
        }

        return [.. vectors.Zip(vectors.Skip(1), (a, b) => 1 - Cosine(a.Span, b.Span))];
    }

    private string TextAround(IReadOnlyList<TextUnit> units, int index)
    {
        var from = Math.Max(0, index - neighbours);
        var to = Math.Min(units.Count, index + neighbours + 1);
        return string.Concat(Enumerable.Range(from, to - from).Select(i => units[i]).Where(u => u.Section == units[index].Section).Select(u => u.Raw)).Trim();
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double product = 0, left = 0, right = 0;
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            product += (double)a[i] * b[i];
            left += (double)a[i] * a[i];
            right += (double)b[i] * b[i];
        }

        return left > 0 && right > 0 ? product / Math.Sqrt(left * right) : 0;
    }
}
