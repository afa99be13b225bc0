using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.OpenAI.Tests.Support;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

public sealed class CancellationTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_asks_nobody()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open();
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["a"], cancellationToken: _stop.Token));
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_lets_its_request_go()
    {
        await using var api = new EmbeddingApi { OnRequest = _ => new(200, "") { Stalls = true } };
        using var embedder = api.Open(o => o.MaxRetries = 3);

        var call = embedder.GenerateAsync(["a"], cancellationToken: _stop.Token);
        await api.WaitForAsync(1);
        await _stop.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(error.CancellationToken.IsCancellationRequested);
        while (api.Left == 0) await Task.Delay(5);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_wait_for_the_server_can_be_cancelled()
    {
        var time = new FakeTimeProvider();
        await using var api = new EmbeddingApi(time) { OnRequest = _ => ApiAnswer.Error(429, headers: "Retry-After: 20") };
        using var embedder = api.Open(o => o.MaxRetries = 3, time);
        await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("question", EmbeddingPurposes.ForQuery()));

        var call = embedder.GenerateAsync(["a"], cancellationToken: _stop.Token);
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_wait_for_other_requests_can_be_cancelled()
    {
        await using var api = new EmbeddingApi();
        var held = new TaskCompletionSource();
        api.Holds = held.Task;
        using var embedder = api.Open(o => o.MaxParallelRequests = 1);
        var first = embedder.GenerateAsync(["first"]);
        await api.WaitForAsync(1);

        var second = embedder.GenerateAsync(["second"], cancellationToken: _stop.Token);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        held.SetResult();
        Assert.Single(await first);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task Where_one_request_fails_the_others_are_not_sent()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Number == 3 ? ApiAnswer.Error(401) : null };
        using var embedder = api.Open(o => (o.MaxTextsPerRequest, o.MaxParallelRequests) = (1, 2));

        await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync([.. Enumerable.Range(0, 500).Select(i => $"text {i}")]));

        Assert.InRange(api.Requests.Count, 3, 20);
    }
}
