using System.Diagnostics;
using Edify.Rag.Embeddings.CacheWriter;
using Edify.Rag.Embeddings.Decorators.Caching;
using Edify.Rag.Embeddings.Tests.Decorators.Support;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

public sealed class MemoryAndDistributedTests : IDisposable
{
    private static readonly EmbeddingCacheOptions NoMemory = new() { MemoryBytes = 0 };

    private readonly ScriptedEmbedder _inner = new();
    private readonly MemoryDistributedCache _shared = new(Options.Create(new MemoryDistributedCacheOptions()));

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Memory_is_bounded_whatever_is_embedded()
    {
        const int Floats = 1000;
        using var tier = new MemoryTier(1 << 20);
        for (ulong batch = 0; batch < 100; batch++)
        {
            await tier.StoreAsync([.. Enumerable.Range(0, 50).Select(i => new KeyedVector(new(batch, (ulong)i), new float[Floats]))], EmbeddingPurpose.Passage, default);
            Assert.InRange(tier.Count, 1, (1 << 20) / (Floats * sizeof(float)));
        }
    }

    [Fact]
    public async Task Questions_outlive_passages_in_memory()
    {
        using var tier = new MemoryTier(1 << 20);
        VectorKey question = new(1, 1);
        await tier.StoreAsync([new(question, new float[1000])], EmbeddingPurpose.Query, default);

        // Room is made in the background: until the newest found some, though there is none for so many.
        var clock = Stopwatch.StartNew();
        for (ulong i = 1; clock.Elapsed < TimeSpan.FromMinutes(1); i++)
        {
            await tier.StoreAsync([new(new(2, i), new float[1000])], EmbeddingPurpose.Passage, default);
            if (i > 500 && !await IsGone(tier, new(2, i))) break;
        }

        Assert.True(await IsGone(tier, new(2, 1)));
        Assert.False(await IsGone(tier, question));
    }

    [Fact]
    public async Task What_one_process_embedded_another_finds_in_the_distributed_cache()
    {
        using var first = _inner.WithCaching(NoMemory, _shared);
        using var second = _inner.WithCaching(distributed: _shared);

        await first.GenerateAsync(["a", "b"]);
        await first.GenerateAsync(["a"], EmbeddingPurposes.ForQuery());
        var made = await second.GenerateAsync(["b", "a"]);
        await second.GenerateAsync(["a"], EmbeddingPurposes.ForQuery());

        Assert.Equal(2, _inner.Calls.Count);
        Assert.Equal(ScriptedEmbedder.VectorOf("b", null, "scripted-1", 24), made[0].Vector.ToArray());
    }

    [Fact]
    public async Task Embedders_of_another_model_or_dimension_find_nothing_of_one_anothers()
    {
        foreach (var inner in (ScriptedEmbedder[])[new("m", 8), new("m", 9), new("n", 8)])
        {
            using var embedder = inner.WithCaching(NoMemory, _shared);
            await embedder.GenerateAsync(["a"]);
            Assert.Single(inner.Calls);
        }
    }

    [Fact]
    public async Task A_damaged_value_is_a_miss_and_is_replaced()
    {
        using var embedder = _inner.WithCaching(NoMemory, _shared);
        await embedder.GenerateAsync(["a"]);
        var name = NameOf("a");
        var value = (await _shared.GetAsync(name))!;

        byte[][] damaged = [[], value[..^1], value[..^4], [.. value, 0, 0, 0, 0], [.. value[..^1], (byte)(value[^1] ^ 1)], [(byte)(value[0] ^ 1), .. value[1..]]];
        for (var i = 0; i < damaged.Length; i++)
        {
            await _shared.SetAsync(name, damaged[i]);
            var made = await embedder.GenerateAsync(["a"]);
            Assert.Equal(2 + i, _inner.Calls.Count);
            Assert.Equal(ScriptedEmbedder.VectorOf("a", null, "scripted-1", 24), made[0].Vector.ToArray());
            Assert.Equal(value, await _shared.GetAsync(name));
        }
    }

    [Fact]
    public async Task A_vector_of_the_wrong_length_is_a_miss()
    {
        using var embedder = _inner.WithCaching(distributed: _shared);
        _inner.Vector = _ => [1, 2, 3];
        await embedder.GenerateAsync(["a"]);

        _inner.Vector = null;
        Assert.Equal(24, (await embedder.GenerateAsync(["a"]))[0].Vector.Length);
        await embedder.GenerateAsync(["a"]);
        Assert.Equal(2, _inner.Calls.Count);
    }

    [Fact]
    public async Task A_cache_that_is_down_costs_one_try_each_half_minute_and_no_embedding()
    {
        var (time, loggers, down) = (new FakeTimeProvider(), new RecordingLoggers(), new DownCache());
        using var embedder = _inner.WithCaching(NoMemory, down, loggers, time);

        for (var i = 0; i < 5; i++) Assert.Equal(2, (await embedder.GenerateAsync(["a", "b"])).Count);
        Assert.InRange(down.Calls, 1, 2);

        time.Advance(TimeSpan.FromSeconds(31));
        await embedder.GenerateAsync(["a"]);
        Assert.InRange(down.Calls, 2, 4);
        Assert.Equal(2, loggers.Entries.Count);
        Assert.DoesNotContain("secret", loggers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_does_not_answer_is_not_waited_for()
    {
        var time = new FakeTimeProvider();
        using var embedder = _inner.WithCaching(NoMemory, new DownCache { Answer = () => Task.Delay(Timeout.Infinite) }, time: time);

        var made = await time.PassUntilAsync(embedder.GenerateAsync(["a"]));

        Assert.Single(made);
    }

    [Fact]
    public async Task Who_cancels_while_the_cache_is_asked_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var embedder = _inner.WithCaching(NoMemory, new DownCache { Answer = () => Task.Delay(Timeout.Infinite) });

        var call = embedder.GenerateAsync(["a"], cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(_inner.Calls);
    }

    [Fact]
    public void An_embedder_without_a_model_needs_a_name_where_vectors_are_shared()
    {
        Assert.Contains("EmbeddingCacheOptions.Model", Assert.Throws<RagConfigurationException>(() => new ScriptedEmbedder(null).WithCaching(distributed: _shared)).Message, StringComparison.Ordinal);
        new ScriptedEmbedder(null).WithCaching(new() { Model = "mine" }, _shared).Dispose();
        new ScriptedEmbedder(null).WithCaching().Dispose();
    }

    [Fact]
    public void A_distributed_cache_that_is_wanted_and_missing_is_an_error() =>
        Assert.Contains("IDistributedCache", Assert.Throws<RagConfigurationException>(() => _inner.WithCaching(new() { Distributed = true })).Message, StringComparison.Ordinal);

    [Fact, Trait("Needs", "redis")]
    public async Task Vectors_come_back_from_a_real_Redis()
    {
        await using var redis = await RedisCache.ConnectAsync(TestServers.Redis);
        var model = $"scripted-{Guid.NewGuid()}";
        var (first, second) = (new ScriptedEmbedder(model), new ScriptedEmbedder(model));
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"text {i}")];
        using (var embedder = first.WithCaching(NoMemory, redis)) await embedder.GenerateAsync(texts);

        using var other = second.WithCaching(NoMemory, redis);
        var made = await other.GenerateAsync(texts);

        Assert.Empty(second.Calls);
        Assert.Equal(texts.Select(t => ScriptedEmbedder.VectorOf(t, null, model, 24)), made.Select(e => e.Vector.ToArray()));
        Assert.InRange(await redis.TimeToLiveAsync(NameOf("text 0", $"scripted/{model}/24")), TimeSpan.FromDays(29), TimeSpan.FromDays(30));
    }

    private static string NameOf(string text, string identity = "scripted/scripted-1/24", EmbeddingGenerationOptions? options = null)
    {
        using var scope = new VectorScope(CallDescription.Of(identity, options)!);
        return DistributedTier.NameOf(scope.KeyOf(text));
    }

    private static async Task<bool> IsGone(MemoryTier tier, VectorKey key)
    {
        var found = new Dictionary<VectorKey, ReadOnlyMemory<float>>();
        await tier.FindAsync([key], found, default);
        return found.Count == 0;
    }
}
