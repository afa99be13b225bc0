using System.Net;
using System.Net.Sockets;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Tests.Ingestion.Resilience;

public class TransientFaultsTests
{
    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout, true, false)]
    [InlineData(HttpStatusCode.TooManyRequests, true, true)]
    [InlineData(HttpStatusCode.InternalServerError, true, false)]
    [InlineData(HttpStatusCode.BadGateway, true, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true, true)]
    [InlineData(HttpStatusCode.BadRequest, false, false)]
    [InlineData(HttpStatusCode.Unauthorized, false, false)]
    [InlineData(HttpStatusCode.Forbidden, false, false)]
    [InlineData(HttpStatusCode.NotFound, false, false)]
    public void An_embedder_is_believed_by_its_status(HttpStatusCode status, bool isTransient, bool isOverload)
    {
        var fault = TransientFaults.Classify(new InvalidOperationException("wrapped", new HttpRequestException("answer", null, status)));
        Assert.Equal((isTransient, isOverload), (fault.IsTransient, fault.IsOverload));
    }

    [Fact]
    public void Our_own_errors_say_it_themselves_whatever_they_wrap()
    {
        Assert.True(TransientFaults.Classify(new VectorStoreException("s", "c", "upsert", "Busy.", isTransient: true)).IsTransient);
        Assert.False(TransientFaults.Classify(new VectorStoreException("s", "c", "upsert", "Full.", innerException: new IOException())).IsTransient);
        var asked = TransientFaults.Classify(new BlobStoreUnavailableException("s", "c", null, "Busy.", TimeSpan.FromSeconds(7)));
        Assert.Equal(new Fault(true, true, TimeSpan.FromSeconds(7)), asked);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public void A_model_that_is_asked_for_too_much_is_overloaded_without_naming_a_time(bool isTransient, bool saysOverload, bool isOverload)
    {
        var fault = TransientFaults.Classify(new ModelServiceException("http://s", "m", "Busy.", isTransient) { IsOverload = saysOverload });
        Assert.Equal(new Fault(isTransient, isOverload), fault);
    }

    [Fact]
    public void Broken_connections_pass_and_what_needs_another_call_stays()
    {
        Assert.All<Exception>([new HttpRequestException("reset"), new TimeoutException(), new IOException("reset"), new SocketException(), new TaskCanceledException()], e => Assert.True(TransientFaults.Classify(e).IsTransient));
        Assert.All<Exception>([new BlobChangedException("s", "c", "b"), new EndOfStreamException(), new FormatException(), new RagOutageException("s", "Down.")], e => Assert.False(TransientFaults.Classify(e).IsTransient));
    }

    [Fact]
    public void Being_cancelled_is_no_fault()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.False(TransientFaults.Classify(new OperationCanceledException(), stop.Token).IsTransient);
    }

    [Fact]
    public void Words_for_people_leave_out_what_was_sent() =>
        Assert.All<Exception>(
            [new HttpRequestException("secret"), new HttpRequestException("secret", null, HttpStatusCode.BadGateway), new FormatException("secret"), new IOException("secret")],
            e => Assert.DoesNotContain("secret", TransientFaults.Describe(e), StringComparison.Ordinal));
}
