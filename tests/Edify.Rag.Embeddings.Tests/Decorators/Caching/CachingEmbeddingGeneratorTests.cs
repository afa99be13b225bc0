using Edify.Rag.Embeddings.CacheWriter;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

public sealed class CachingEmbeddingGeneratorTests : IDisposable
{
    private readonly ScriptedEmbedder _inner = new();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Only_what_is_missing_goes_to_the_embedder_in_one_call_and_in_order()
    {
        using var embedder = _inner.WithCaching();
        await embedder.GenerateAsync(["b", "d"]);

        var made = await embedder.GenerateAsync(["a", "b", "c", "d", "e"]);

        Assert.Equal(["a", "c", "e"], _inner.Calls[^1]);
        Assert.Equal(2, _inner.Calls.Count);
        await AssertSame(["a", "b", "c", "d", "e"], made);
    }

    [Fact]
    public async Task A_text_that_stands_in_a_call_twice_is_embedded_once()
    {
        using var embedder = _inner.WithCaching();

        var made = await embedder.GenerateAsync(["a", "b", "a", "a"]);

        Assert.Equal(["a", "b"], _inner.Texts);
        await AssertSame(["a", "b", "a", "a"], made);
        Assert.Equal(4, made.Distinct().Count());
    }

    [Fact]
    public async Task Nothing_to_embed_asks_nobody()
    {
        using var embedder = _inner.WithCaching();
        await embedder.GenerateAsync(["a"]);

        Assert.Empty(await embedder.GenerateAsync([]));
        var again = await embedder.GenerateAsync(["a"]);

        Assert.Single(_inner.Calls);
        Assert.Equal("scripted-1", again[0].ModelId);
    }

    [Fact]
    public async Task Usage_is_that_of_what_was_embedded()
    {
        using var embedder = _inner.WithCaching();

        Assert.Equal(6, (await embedder.GenerateAsync(["four", "on"])).Usage?.InputTokenCount);
        Assert.Equal(3, (await embedder.GenerateAsync(["four", "two"])).Usage?.InputTokenCount);
        Assert.Equal(0, (await embedder.GenerateAsync(["four", "two"])).Usage?.InputTokenCount);
    }

    [Fact]
    public async Task Texts_that_differ_in_half_a_surrogate_pair_are_two()
    {
        using var embedder = _inner.WithCaching();

        await embedder.GenerateAsync(["\uD800", "\uDC00", "\uFFFD", "", "\0"]);

        Assert.Equal(5, _inner.Texts.Count);
    }

    [Fact]
    public async Task A_text_that_is_null_gets_the_embedders_own_error()
    {
        using var embedder = _inner.WithCaching();

        await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["a", null!]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => embedder.GenerateAsync(null!));
    }

    [Fact]
    public async Task An_error_of_the_embedder_comes_out_and_the_next_call_asks_again()
    {
        using var embedder = _inner.WithCaching();
        _inner.BeforeAnswer = _ => throw new HttpRequestException("down");
        await Assert.ThrowsAsync<HttpRequestException>(() => embedder.GenerateAsync(["a"]));

        _inner.BeforeAnswer = null;
        await AssertSame(["a"], await embedder.GenerateAsync(["a"]));
        Assert.Equal(["a", "a"], _inner.Texts);
    }

    [Fact]
    public async Task An_embedder_that_answers_with_too_few_vectors_is_refused()
    {
        using var embedder = _inner.WithCaching();
        _inner.Lacking = 1;

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync(["secret text", "b"]));

        Assert.Contains("1 vectors of 2 texts", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task What_is_no_vector_of_numbers_is_asked_for_again(float number)
    {
        using var embedder = _inner.WithCaching();
        _inner.Vector = _ => [1, number];
        await embedder.GenerateAsync(["a"]);

        _inner.Vector = null;
        await AssertSame(["a"], await embedder.GenerateAsync(["a"]));
    }

    [Fact]
    public async Task What_a_caller_does_to_its_embeddings_is_not_seen_by_others()
    {
        using var embedder = _inner.WithCaching();
        var mine = await embedder.GenerateAsync(["a", "a"]);
        mine[0].Vector = new float[] { 1 };
        mine[0].ModelId = "mine";

        await AssertSame(["a"], [mine[1]]);
        await AssertSame(["a"], await embedder.GenerateAsync(["a"]));
    }

    [Fact]
    public async Task Memory_of_the_embedder_may_be_used_again()
    {
        using var embedder = _inner.WithCaching();
        var shared = ScriptedEmbedder.VectorOf("a", null, "scripted-1", 24);
        _inner.Vector = _ => shared;
        await embedder.GenerateAsync(["a"]);
        Array.Clear(shared);

        await AssertSame(["a"], await embedder.GenerateAsync(["a"]));
    }

    [Fact]
    public void What_the_embedder_offers_is_offered()
    {
        using var embedder = _inner.WithCaching();

        Assert.Same(_inner, embedder.GetService(typeof(ScriptedEmbedder)));
        Assert.Equal("scripted-1", ((EmbeddingGeneratorMetadata)embedder.GetService(typeof(EmbeddingGeneratorMetadata))!).DefaultModelId);
    }

    [Theory]
    [InlineData(1L, 16L << 30, "MemoryBytes")]
    [InlineData(0L, 5L, "DiskBytes")]
    public void An_option_out_of_its_range_is_refused(long memory, long disk, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => _inner.WithCaching(new() { MemoryBytes = memory, DiskBytes = disk }));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static async Task AssertSame(string[] texts, IReadOnlyList<Embedding<float>> made)
    {
        var expected = await new ScriptedEmbedder().GenerateAsync(texts);
        Assert.Equal(expected.Select(e => e.Vector.ToArray()), made.Select(e => e.Vector.ToArray()));
    }
}
