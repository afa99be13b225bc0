using System.Net;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Tests.Support;

namespace Edify.Rag.Qdrant.Tests.Connection;

/// <summary>Servers that ask to be left alone, fail for a while, or say nothing.</summary>
public sealed class PatienceTests
{
    private static readonly QdrantRequest Request = QdrantRequest.Get("/collections");

    private readonly ImpatientTime _time = new();

    [Fact]
    public async Task It_waits_as_long_as_the_server_asks()
    {
        var handler = new ScriptedHandler((number, _) => number == 1 ? Failed(HttpStatusCode.TooManyRequests, retryAfter: 7) : Done());
        Assert.True(await SendAsync(handler));

        Assert.Equal(2, handler.Requests.Count);
        Assert.InRange(Assert.Single(_time.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.1));
    }

    [Fact]
    public async Task Who_asks_for_too_long_is_not_waited_for_and_the_caller_is_told()
    {
        var handler = new ScriptedHandler((_, _) => Failed(HttpStatusCode.TooManyRequests, retryAfter: 11));
        var fault = await Assert.ThrowsAsync<QdrantFault>(() => SendAsync(handler));

        Assert.Equal((true, TimeSpan.FromSeconds(11)), (fault.IsTransient, fault.RetryAfter));
        Assert.Single(handler.Requests);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task What_may_pass_is_tried_again_after_growing_waits_and_given_up_in_the_end(HttpStatusCode status)
    {
        var handler = new ScriptedHandler((_, _) => Failed(status));
        var fault = await Assert.ThrowsAsync<QdrantFault>(() => SendAsync(handler));

        Assert.Equal((true, status), (fault.IsTransient, fault.Status));
        Assert.Equal(5, handler.Requests.Count);
        Assert.Collection(
            _time.Waits,
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.2)),
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.4)),
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.8)),
            wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.6)));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    [InlineData(HttpStatusCode.InsufficientStorage)]
    [InlineData(HttpStatusCode.Redirect)]
    public async Task What_lasts_is_not_tried_again(HttpStatusCode status)
    {
        var handler = new ScriptedHandler((_, _) => Failed(status));
        var fault = await Assert.ThrowsAsync<QdrantFault>(() => SendAsync(handler));

        Assert.Equal((false, status), (fault.IsTransient, fault.Status));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_broken_connection_and_a_broken_answer_are_tried_again_with_the_same_request()
    {
        var request = QdrantRequest.Post("/collections/c/points/count", json => json.WriteBoolean("exact", true));
        var handler = new ScriptedHandler((number, _) => number switch
        {
            1 => throw new HttpRequestException("cut", new IOException()),
            2 => ScriptedHandler.Json("""{"result":{"coun"""),
            3 => ScriptedHandler.Json("<html>"),
            4 => ScriptedHandler.Json("""{"result":"other"}"""),
            _ => ScriptedHandler.Json("""{"result":{"count":3}}"""),
        });
        using var calls = Calls(handler);

        Assert.Equal(3, await calls.SendAsync(request, Answers.Count, TestContext.Current.CancellationToken));
        Assert.Equal(Enumerable.Repeat("POST /collections/c/points/count {\"exact\":true}", 5), handler.Requests);
    }

    [Fact]
    public async Task What_must_not_be_done_twice_is_not()
    {
        var handler = new ScriptedHandler((_, _) => Failed(HttpStatusCode.ServiceUnavailable));
        using var calls = Calls(handler);

        await Assert.ThrowsAsync<QdrantFault>(() => calls.SendAsync(Request with { IsRepeatable = false }, Answers.Any, TestContext.Current.CancellationToken));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_once_and_the_error_says_how_long()
    {
        using var calls = new QdrantCalls(new() { Timeout = TimeSpan.FromSeconds(90) }, _time, new ListLogger<QdrantCalls>(), new SilentHandler());
        var fault = await Assert.ThrowsAsync<QdrantFault>(() => calls.SendAsync(Request, Answers.Any, TestContext.Current.CancellationToken));

        Assert.True(fault.IsTransient);
        Assert.Contains("90 s", fault.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(90), Assert.Single(_time.Waits));
    }

    [Fact]
    public async Task Who_cancels_gets_a_cancellation_and_no_error()
    {
        using var stop = new CancellationTokenSource();
        using var calls = Calls(new SilentHandler(stop.Cancel));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls.SendAsync(Request, Answers.Any, stop.Token));
        Assert.Equal(stop.Token, error.CancellationToken);
    }

    private QdrantCalls Calls(HttpMessageHandler handler) => new(new() { Timeout = TimeSpan.FromHours(1) }, _time, new ListLogger<QdrantCalls>(), handler);

    private async Task<bool> SendAsync(HttpMessageHandler handler)
    {
        using var calls = Calls(handler);
        return await calls.SendAsync(Request, Answers.Any, TestContext.Current.CancellationToken);
    }

    private static HttpResponseMessage Done() => ScriptedHandler.Json("""{"result":true}""");

    private static HttpResponseMessage Failed(HttpStatusCode status, int? retryAfter = null)
    {
        var answer = ScriptedHandler.Json("""{"status":{"error":"it can't"},"time":0.1}""", status);
        if (retryAfter is { } seconds) answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    private sealed class SilentHandler(Action? asked = null) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked?.Invoke();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new();
        }
    }
}
