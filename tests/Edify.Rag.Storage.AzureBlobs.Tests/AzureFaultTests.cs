using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Edify.Rag.Storage.AzureBlobs.Tests.Stub;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

public sealed class AzureFaultTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251))];

    [Theory]
    [InlineData(503, "ServerBusy")]
    [InlineData(500, "InternalError")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "OperationTimedOut")]
    public async Task A_server_that_is_busy_is_unavailable_and_its_wish_is_passed_on(int status, string code)
    {
        await using var server = new StubServer(_ => StubAnswers.Error(status, code, "", ("Retry-After", "17")));

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => server.Store().OpenReadAsync("a.txt"));

        Assert.True(error.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(17), error.RetryAfter);
        Assert.Contains($"{status} {code}", error.Message, StringComparison.Ordinal);
        Secrets.AssertHidden(error, StubServer.Key);
    }

    [Theory]
    [InlineData(401, typeof(BlobAccessDeniedException))]
    [InlineData(403, typeof(BlobAccessDeniedException))]
    [InlineData(404, typeof(BlobNotFoundException))]
    [InlineData(400, typeof(BlobStoreException))]
    [InlineData(409, typeof(BlobStoreException))]
    [InlineData(412, typeof(BlobChangedException))]
    [InlineData(429, typeof(BlobStoreUnavailableException))]
    [InlineData(503, typeof(BlobStoreUnavailableException))]
    public async Task A_gateway_that_answers_without_a_code_is_understood_by_its_status(int status, Type expected)
    {
        await using var server = new StubServer(_ => new StubAnswer(status, []));

        var error = await Assert.ThrowsAnyAsync<BlobStoreException>(() => server.Store().OpenReadAsync("a.txt"));

        Assert.IsType(expected, error);
    }

    [Fact]
    public async Task A_date_to_wait_for_is_taken_from_the_clock_of_the_server()
    {
        await using var server = new StubServer(_ => StubAnswers.Error(
            503, "ServerBusy", "", ("Retry-After", "Mon, 05 Jan 2026 10:02:00 GMT"), ("Date", "Mon, 05 Jan 2026 10:00:30 GMT")));

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => server.Store().DeleteAsync("a.txt"));

        Assert.Equal(TimeSpan.FromSeconds(90), error.RetryAfter);
    }

    [Fact]
    public async Task A_request_is_repeated_when_the_server_was_busy()
    {
        await using var server = new StubServer(request => request.Number == 1 ? StubAnswers.Error(503, "ServerBusy") : StubAnswers.Blob(Content, request));

        Assert.Equal(Content, await ReadAsync(server.Store(maxRetries: 2)));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_long_wait_is_left_to_the_caller()
    {
        await using var server = new StubServer(_ => StubAnswers.Error(503, "ServerBusy", "", ("Retry-After", "3600")));

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => server.Store(maxRetries: 5).OpenReadAsync("a.txt"));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_download_that_breaks_goes_on_where_it_broke()
    {
        await using var server = new StubServer(request => StubAnswers.Blob(Content, request, most: 130_000));

        Assert.Equal(Content, await ReadAsync(server.Store()));
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_body_that_stays_short_is_an_error_and_no_short_file()
    {
        await using var server = new StubServer(request => StubAnswers.Blob(Content, request, most: StubAnswers.From(request) == 0 ? 100_000 : 0));

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ReadAsync(server.Store()));

        Assert.Equal("a.txt", error.Blob);
        Secrets.AssertHidden(error, StubServer.Key);
    }

    [Fact]
    public async Task A_blob_that_changes_between_two_connections_is_told()
    {
        await using var server = new StubServer(request => StubAnswers.From(request) == 0
            ? StubAnswers.Blob(Content, request, most: 100_000)
            : StubAnswers.Error(request.Headers.GetValueOrDefault("If-Match") == StubAnswers.ETag ? 412 : 400, "ConditionNotMet"));

        await Assert.ThrowsAsync<BlobChangedException>(() => ReadAsync(server.Store()));
    }

    [Fact]
    public async Task A_version_that_was_not_asked_for_is_refused_though_the_server_answers_with_it()
    {
        await using var server = new StubServer(request => StubAnswers.Blob(Content, request));

        await Assert.ThrowsAsync<BlobChangedException>(() => server.Store().OpenReadAsync("a.txt", etag: "0x0"));
        await using var content = await server.Store().OpenReadAsync("a.txt", etag: "0x1");
    }

    [Fact]
    public async Task A_server_that_stalls_before_or_within_its_answer_is_unavailable()
    {
        await using var silent = new StubServer(request => new StubAnswer(200, []) { Promised = 10, Stalls = true });
        await using var stalling = new StubServer(request => StubAnswers.Blob(Content, request, most: StubAnswers.From(request) == 0 ? 100_000 : 0, stalls: true));

        foreach (var server in new[] { silent, stalling })
            await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ReadAsync(server.Store(timeout: TimeSpan.FromMilliseconds(300))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_that_waits_observes_both_tokens(bool byOpening)
    {
        await using var server = new StubServer(request => StubAnswers.Blob(Content, request, most: 1000, stalls: true));
        using var opening = new CancellationTokenSource();
        using var reading = new CancellationTokenSource();
        await using var stream = await server.Store().OpenReadAsync("a.txt", cancellationToken: opening.Token);
        await stream.ReadExactlyAsync(new byte[1000], reading.Token);

        var waiting = stream.ReadAsync(new byte[1000], reading.Token).AsTask();
        await (byOpening ? opening : reading).CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told_with_both_times()
    {
        await using var server = new StubServer(_ => StubAnswers.Error(
            403, "AuthenticationFailed", "Request date header too old: 'Mon, 05 Jan 2026 10:00:00 GMT'", ("Date", "Mon, 05 Jan 2026 10:00:00 GMT")));

        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => server.Store(time: new FixedTime(2026, 1, 5, 12, 30)).OpenReadAsync("a.txt"));

        Assert.EndsWith("This machine's clock shows 2026-01-05 12:30:00Z and the server's 2026-01-05 10:00:00Z. Set the clock right.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_that_the_server_repeats_is_not_shown()
    {
        const string Signature = "bWFjIG9mIHRoaXMgcmVxdWVzdA==";
        await using var server = new StubServer(_ => StubAnswers.Error(
            403, "AuthenticationFailed", $"The MAC signature found in the HTTP request '{Signature}' is not the same as any computed signature. sv=1&amp;sig={Signature}"));

        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => server.Store().OpenReadAsync("a.txt"));

        Assert.NotNull(error.InnerException);
        Secrets.AssertHidden(error, Signature, StubServer.Key);
    }

    [Theory]
    [InlineData(409, "BlobArchived", "archive tier", false)]
    [InlineData(412, "LeaseIdMissing", "lease", true)]
    [InlineData(409, "BlobImmutableDueToPolicy", "policy", false)]
    [InlineData(418, "Teapot", "418 Teapot", false)]
    public async Task What_a_blob_refuses_is_one_clear_sentence(int status, string code, string expected, bool isTransient)
    {
        await using var server = new StubServer(_ => StubAnswers.Error(status, code));

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => server.Store().OpenReadAsync("a.txt"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient, error.IsTransient);
    }

    [Fact]
    public async Task A_name_that_the_service_refuses_is_an_argument()
    {
        await using var server = new StubServer(_ => StubAnswers.Error(400, "InvalidUri"));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => server.Store().OpenReadAsync("odd name"));

        Assert.Contains("'odd name'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><EnumerationResults><Blobs><Blob>")]
    [InlineData("welcome to the guest network")]
    public async Task A_listing_that_is_none_is_an_error_and_no_empty_container(string body)
    {
        await using var server = new StubServer(_ => StubAnswers.Listing(body));

        await Assert.ThrowsAsync<BlobStoreUnavailableException>(async () => await server.Store().ListAsync().ToListAsync());
    }

    [Fact]
    public async Task A_server_that_is_down_is_named()
    {
        int port;
        using (var taken = new TcpListener(IPAddress.Loopback, 0))
        {
            taken.Start();
            port = ((IPEndPoint)taken.LocalEndpoint).Port;
        }

        var store = Connect($"http://127.0.0.1:{port}/stub");

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(async () => await store.ListAsync().ToListAsync());
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port} is not available, nothing answers there"), error.Message, StringComparison.Ordinal);
        Secrets.AssertHidden(error, StubServer.Key);
    }

    [Fact]
    public async Task An_account_whose_host_is_not_known_is_named()
    {
        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => Connect("http://nosuchaccount.invalid").OpenReadAsync("a.txt"));

        Assert.Contains("nosuchaccount.invalid is not available, its name is not known", error.Message, StringComparison.Ordinal);
    }

    private static AzureBlobStore Connect(string endpoint) => AzureBlobStore.Connect(
        new() { ConnectionString = $"AccountName=stub;AccountKey={StubServer.Key};BlobEndpoint={endpoint};", Container = "content", MaxRetries = 1 }, TimeProvider.System);

    private static async Task<byte[]> ReadAsync(AzureBlobStore store)
    {
        await using var content = await store.OpenReadAsync("a.txt");
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private sealed class FixedTime(int year, int month, int day, int hour, int minute) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
    }
}
