using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.OpenAI.Tests.Support;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

/// <summary>Servers that ask to be left alone, or fail for a while.</summary>
public sealed class PatienceTests
{
    private readonly ImpatientTime _time = new();

    [Theory]
    [InlineData(429, "Retry-After: 7")]
    [InlineData(503, "Retry-After: 7")]
    [InlineData(429, "retry-after-ms: 7000", "Retry-After: 25")]
    [InlineData(429, "Date: Thu, 01 Jan 2026 10:00:00 GMT", "Retry-After: Thu, 01 Jan 2026 10:00:07 GMT")]
    [InlineData(429, "Retry-After: Thu, 01 Jan 2026 00:00:07 GMT")]
    public async Task It_waits_as_long_as_the_server_asks(int status, params string[] headers)
    {
        await using var api = Api(r => r.Number == 1 ? ApiAnswer.Error(status, headers: headers) : null);
        using var embedder = Open(api);

        await embedder.VectorAsync("a text");

        Assert.Equal(2, api.Requests.Count);
        Assert.InRange(Assert.Single(_time.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.5));
        Assert.True(api.Requests[1].At - api.Requests[0].At >= TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task It_waits_about_twice_as_long_each_time_where_the_server_does_not_say(int status)
    {
        await using var api = Api(r => r.Number < 4 ? ApiAnswer.Error(status) : null);
        using var embedder = Open(api);

        await embedder.VectorAsync("a text");

        Assert.Collection(
            _time.Waits,
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.75)),
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)),
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)));
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(500, false)]
    public async Task It_gives_up_after_so_many_tries(int status, bool isOverload)
    {
        await using var api = Api(_ => ApiAnswer.Error(status));
        using var embedder = Open(api);

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("a text"));

        Assert.Equal((4, true, isOverload), (api.Requests.Count, error.IsTransient, error.IsOverload));
        Assert.Null(error.RetryAfter);
    }

    [Fact]
    public async Task Who_asks_for_too_long_is_not_waited_for_and_the_caller_is_told()
    {
        await using var api = Api(_ => ApiAnswer.Error(429, headers: "Retry-After: 31"));
        using var embedder = Open(api);

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("a text"));

        Assert.Equal((true, true, TimeSpan.FromSeconds(31)), (error.IsTransient, error.IsOverload, error.RetryAfter));
        Assert.Single(api.Requests);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_question_does_not_wait_as_long_as_a_passage()
    {
        await using var api = Api(r => r.Number == 1 ? ApiAnswer.Error(429, headers: "Retry-After: 10") : null);
        using var embedder = Open(api);

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("a question", EmbeddingPurposes.ForQuery()));

        Assert.Equal(TimeSpan.FromSeconds(10), error.RetryAfter);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task While_a_server_wants_to_be_left_alone_nobody_calls_it()
    {
        var time = new FakeTimeProvider();
        await using var api = new EmbeddingApi(time) { OnRequest = r => r.Number == 1 ? ApiAnswer.Error(429, headers: "Retry-After: 10") : null };
        using var embedder = api.Open(time: time);
        await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("first"));

        time.Advance(TimeSpan.FromSeconds(4));
        var question = await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("question", EmbeddingPurposes.ForQuery()));
        var passage = embedder.VectorAsync("passage");
        Assert.Equal((true, TimeSpan.FromSeconds(6)), (question.IsOverload, question.RetryAfter));
        Assert.Single(api.Requests);

        time.Advance(TimeSpan.FromSeconds(6));
        await passage;
        Assert.Equal(TimeSpan.FromSeconds(10), api.Requests[1].At - api.Requests[0].At);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_day_is_asked_again_before()
    {
        var time = new FakeTimeProvider();
        await using var api = new EmbeddingApi(time) { OnRequest = r => r.Number == 1 ? ApiAnswer.Error(429, headers: "Retry-After: 86400") : null };
        using var embedder = api.Open(time: time);
        Assert.Equal(TimeSpan.FromDays(1), (await Assert.ThrowsAsync<ModelServiceException>(() => embedder.VectorAsync("first"))).RetryAfter);

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotEmpty(await embedder.VectorAsync("second"));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        var time = new FakeTimeProvider();
        await using var api = new EmbeddingApi(time) { OnRequest = _ => new(200, "") { Stalls = true } };
        using var embedder = api.Open(o => o.RequestTimeout = TimeSpan.FromSeconds(20), time);

        var call = embedder.VectorAsync("a text");
        await api.WaitForAsync(1);
        time.Advance(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => call);
        Assert.Equal((true, false), (error.IsTransient, error.IsOverload));
        Assert.Contains("did not answer within 20 s", error.Message, StringComparison.Ordinal);
    }

    private EmbeddingApi Api(Func<ApiRequest, ApiAnswer?> answer) => new(_time) { OnRequest = answer };

    private Rag.OpenAI.Embeddings.OpenAIEmbedder Open(EmbeddingApi api) => api.Open(o => o.MaxRetries = 3, _time);
}
