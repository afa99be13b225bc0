using Edify.Rag.Embeddings.CacheWriter;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Decorators;

/// <summary>What an embedder refuses is told by its place in the call that was made, whatever stands between.</summary>
public sealed class RefusedTextsTests : IDisposable
{
    private readonly RefusingEmbedder _inner = new(new ScriptedEmbedder());

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task A_cache_tells_places_in_the_callers_call_and_keeps_the_vectors_of_the_others()
    {
        using var embedder = _inner.WithCaching();
        var known = await embedder.GenerateAsync(["a"]);

        var refusal = await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(["a", "bad", "c", "bad", "e"]));

        Assert.Equal([1, 3], refusal.Refused.Select(t => t.Index));
        Assert.All(refusal.Refused, t => Assert.Equal("it is bad", t.Reason));
        Assert.Equal([true, false, true, false, true], refusal.Embeddings.Select(e => e is not null));
        Assert.Equal(known[0].Vector.ToArray(), refusal.Embeddings[0]!.Vector.ToArray());

        var calls = _inner.Calls;
        await embedder.GenerateAsync(["c", "e", "a"]);
        Assert.Equal(calls, _inner.Calls);
    }

    [Fact]
    public async Task A_refused_text_is_asked_for_once_a_call()
    {
        using var embedder = _inner.WithCaching();
        await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(["bad"]));
        Assert.Equal(1, _inner.Calls);
    }

    [Fact]
    public async Task A_call_that_a_rate_limit_splits_tells_places_in_the_whole_and_goes_on_after_a_refusal()
    {
        using var embedder = _inner.WithRateLimit(new() { Texts = 2, Period = TimeSpan.FromMilliseconds(100) });

        var refusal = await Assert.ThrowsAsync<TextsRefusedException>(() => embedder.GenerateAsync(["a", "b", "c", "bad", "e"]));

        Assert.Equal([3], refusal.Refused.Select(t => t.Index));
        Assert.Equal([true, true, true, false, true], refusal.Embeddings.Select(e => e is not null));
    }

    private sealed class RefusingEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public int Calls { get; private set; }

        public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            var texts = values.ToList();
            var made = await base.GenerateAsync(texts, options, cancellationToken);
            var refused = texts.Index().Where(t => t.Item == "bad").Select(t => new RefusedText(t.Index, "it is bad")).ToList();
            return refused.Count == 0 ? made : throw new TextsRefusedException(refused, [.. texts.Zip(made, (text, vector) => text == "bad" ? null : vector)]);
        }
    }
}
