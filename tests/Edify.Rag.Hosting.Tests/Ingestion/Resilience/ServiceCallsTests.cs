using System.Net;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Resilience;

public class ServiceCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<IngestionEvent> _told = [];
    private readonly List<DateTimeOffset> _calls = [];

    [Fact]
    public async Task A_service_that_asks_for_time_is_given_it_and_everybody_hears()
    {
        var calls = Calls(new());
        Assert.Equal(3, await _time.PassUntilAsync(RunAsync(calls, failing: 2, () => Busy(TimeSpan.FromSeconds(40)))));
        Assert.True(_calls[1] - _calls[0] >= TimeSpan.FromSeconds(40));
        Assert.True(_calls[2] - _calls[1] >= TimeSpan.FromSeconds(40));
        Assert.Equal([TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40)], _told.OfType<IngestionEvent.SlowedDown>().Select(e => e.Wait));
        Assert.Equal([1, 2], _told.OfType<IngestionEvent.Retrying>().Select(e => e.Attempt));
        Assert.Equal(2, calls.Gate.Limit);
    }

    [Fact]
    public async Task What_may_pass_is_repeated_with_growing_waits_and_then_an_outage()
    {
        var options = new IngestionOptions { MaxRetries = 4, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(5) };
        var error = await Assert.ThrowsAsync<RagOutageException>(() => _time.PassUntilAsync(RunAsync(Calls(options), int.MaxValue, () => new HttpRequestException("", null, HttpStatusCode.BadGateway))));
        Assert.Equal(5, _calls.Count);
        Assert.All(_told.OfType<IngestionEvent.Retrying>(), e => Assert.InRange(e.Wait, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
        Assert.Contains("The embedder failed 5 times in a row. It answered 502", error.Message, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Fact]
    public async Task Who_asks_for_too_much_time_is_not_waited_for()
    {
        var error = await Assert.ThrowsAsync<RagOutageException>(() => RunAsync(Calls(new()), int.MaxValue, () => Busy(TimeSpan.FromHours(1))));
        Assert.Single(_calls);
        Assert.Contains("3600 s", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task What_stays_is_raised_at_once_as_it_is(HttpStatusCode status)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(Calls(new()), int.MaxValue, () => new HttpRequestException("", null, status)));
        Assert.Single(_calls);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Waiting_to_repeat_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var run = RunAsync(Calls(new()), int.MaxValue, () => Busy(TimeSpan.FromSeconds(30)), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private ServiceCalls Calls(IngestionOptions options) => new("the embedder", new(8, _time), options, _time, _told.Add);

    private Task<int> RunAsync(ServiceCalls calls, int failing, Func<Exception> with, CancellationToken cancellationToken = default) => calls.RunAsync(
        _ =>
        {
            _calls.Add(_time.GetUtcNow());
            return _calls.Count <= failing ? throw with() : ValueTask.FromResult(_calls.Count);
        },
        cancellationToken).AsTask();

    private static BlobStoreUnavailableException Busy(TimeSpan retryAfter) => new("s", "c", null, "Busy.", retryAfter);
}
