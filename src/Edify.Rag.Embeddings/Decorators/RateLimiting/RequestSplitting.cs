using System.Text;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators.RateLimiting;

/// <summary>A part of a request, and what it takes.</summary>
internal sealed record RequestPart(ArraySegment<string> Texts, EmbeddingCost Cost);

/// <summary>Splits requests that the limits would never let through.</summary>
internal sealed class RequestSplitting(IEmbeddingGenerator<string, Embedding<float>> embedder, EmbeddingCost limits)
{
    private readonly ITextTokenizer? _tokenizer = embedder.GetService(typeof(ITextTokenizer)) as ITextTokenizer;

    /// <summary>The request in as few parts as the limits allow, in order.</summary>
    public IEnumerable<RequestPart> Split(string[] texts)
    {
        var (start, cost) = (0, new EmbeddingCost(1, 0, 0));
        for (var i = 0; i < texts.Length; i++)
        {
            var one = new EmbeddingCost(0, 1, TokensOf(texts[i]));
            if (i > start && !(cost + one).FitsIn(limits))
            {
                yield return new(new(texts, start, i - start), cost);
                (start, cost) = (i, new(1, 0, 0));
            }

            cost += one;
        }

        yield return new(new(texts, start, texts.Length - start), cost);
    }

    private long TokensOf(string? text)
    {
        if (limits.Tokens == 0 || text is null) return 0;
        return _tokenizer?.CountTokens(text) ?? (Encoding.UTF8.GetByteCount(text) + 3) / 4;
    }
}
