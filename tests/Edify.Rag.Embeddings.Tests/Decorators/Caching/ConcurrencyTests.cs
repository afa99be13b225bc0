using Edify.Rag.Embeddings.CacheWriter;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly ScriptedEmbedder _inner = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Calls_at_one_time_for_one_text_make_one_embedding()
    {
        using var embedder = _inner.WithCaching();
        _inner.BeforeAnswer = _ => _go.Task;

        var first = embedder.GenerateAsync(["a", "b"]);
        var second = embedder.GenerateAsync(["b", "c"]);
        var third = embedder.GenerateAsync(["a", "b", "c"]);
        _go.SetResult();

        Assert.Equal([2, 2, 3], (await Task.WhenAll(first, second, third)).Select(e => e.Count));
        Assert.Equal(["a", "b", "c"], _inner.Texts);
    }

    [Fact]
    public async Task Who_waits_for_a_call_that_is_given_up_gets_its_vectors_all_the_same()
    {
        using var embedder = _inner.WithCaching();
        using var stop = new CancellationTokenSource();
        _inner.BeforeAnswer = token => _go.Task.WaitAsync(token);

        var given = embedder.GenerateAsync(["a"], cancellationToken: stop.Token);
        var waiting = embedder.GenerateAsync(["a"]);
        _inner.BeforeAnswer = null;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(ScriptedEmbedder.VectorOf("a", null, "scripted-1", 24), (await waiting)[0].Vector.ToArray());
    }

    [Fact]
    public async Task Who_gives_up_waits_for_nobody()
    {
        using var embedder = _inner.WithCaching();
        using var stop = new CancellationTokenSource();
        _inner.BeforeAnswer = _ => _go.Task;

        var first = embedder.GenerateAsync(["a"]);
        var impatient = embedder.GenerateAsync(["a"], cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(first.IsCompleted);
        _go.SetResult();
        await first;
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_does_nothing()
    {
        using var embedder = _inner.WithCaching();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["a"], cancellationToken: new(canceled: true)));

        Assert.Empty(_inner.Calls);
    }

    [Fact]
    public async Task Many_callers_at_a_time_get_what_they_asked_for()
    {
        using var directory = new TemporaryDirectory();
        using var embedder = _inner.WithCaching(new() { MemoryBytes = 1 << 20, Directory = directory.Path });
        _inner.BeforeAnswer = async _ => await Task.Yield();

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, token) =>
        {
            var random = new Random(number);
            string[] texts = [.. Enumerable.Range(0, random.Next(12)).Select(_ => $"text {random.Next(60)}")];
            var options = number % 3 == 0 ? EmbeddingPurposes.ForQuery() : null;
            AssertVectors(texts, options, await embedder.GenerateAsync(texts, options, token));
        });

        Assert.True(_inner.Texts.Count <= 120, $"{_inner.Texts.Count} texts were embedded.");
    }

    [Fact]
    public void Whatever_is_asked_in_whatever_order_the_answer_is_the_embedders() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[][]>(),
        batches =>
        {
            using var directory = new TemporaryDirectory();
            using var embedder = new ScriptedEmbedder().WithCaching(new() { MemoryBytes = batches.Length % 2 << 20, Directory = directory.Path });
            foreach (var batch in batches)
            {
                // Few texts, so that many come again; the first number chooses the purpose.
                string[] texts = [.. batch.Select(b => $"text {b % 20}")];
                var options = batch is [var first, ..] && first % 2 == 0 ? EmbeddingPurposes.ForQuery() : null;
                AssertVectors(texts, options, embedder.GenerateAsync(texts, options).GetAwaiter().GetResult());
            }
        }).Check(Law.On(100));

    private static void AssertVectors(string[] texts, EmbeddingGenerationOptions? options, IReadOnlyList<Embedding<float>> made) =>
        Assert.Equal(texts.Select(t => ScriptedEmbedder.VectorOf(t, options, "scripted-1", 24)), made.Select(e => e.Vector.ToArray()));
}
