using System.Net;
using System.Net.Sockets;
using static Edify.Rag.Storage.S3.Tests.ScriptedServer;

namespace Edify.Rag.Storage.S3.Tests;

/// <summary>Answers that a test server does not give by itself.</summary>
public sealed class S3AnswersTests
{
    private const string EmptyListing = "<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated></ListBucketResult>";

    [Theory]
    [InlineData("ExpiredToken", 400, "The session token has expired")]
    [InlineData("InvalidToken", 400, "S3BlobStoreOptions.SessionToken")]
    [InlineData("InvalidAccessKeyId", 403, "S3BlobStoreOptions.AccessKey")]
    [InlineData("SignatureDoesNotMatch", 403, "S3BlobStoreOptions.SecretKey")]
    [InlineData("AccessDenied", 403, "Check the credentials and permissions")]
    [InlineData("AllAccessDisabled", 403, "disabled")]
    public async Task Refused_credentials_are_denied_with_what_to_do(string code, int status, string advice)
    {
        await using var server = new ScriptedServer(Refusal(status, code));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => store.OpenReadAsync("a.txt"));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal("a.txt", error.Blob);
        AssertNoSecrets(error);
    }

    [Theory]
    [InlineData(-47, "47 minutes ahead of")]
    [InlineData(90, "90 minutes behind")]
    public async Task A_wrong_clock_is_denied_with_how_wrong_it_is(int minutes, string apart)
    {
        var time = TimeProvider.System.GetUtcNow().AddMinutes(minutes);
        await using var server = new ScriptedServer(Refusal(403, "RequestTimeTooSkewed", $"Date: {time:r}\r\n"));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => ListAsync(store));

        Assert.Contains($"The clock of this machine is {apart} that of the server", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "AuthorizationHeaderMalformed", "", "the region 'us-east-1' is wrong; expecting 'eu-central-1'")]
    [InlineData(301, "PermanentRedirect", "x-amz-bucket-region: eu-central-1\r\n", "moved")]
    public async Task A_bucket_elsewhere_is_an_error_with_its_region(int status, string code, string headers, string message)
    {
        await using var server = new ScriptedServer(Refusal(status, code, headers, message));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => ListAsync(store));

        Assert.Contains("is in the region 'eu-central-1'. Set S3BlobStoreOptions.Region", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData(503, "SlowDown", "Retry-After: 120\r\n", 120)]
    [InlineData(429, "TooManyRequests", "Retry-After: 31\r\n", 31)]
    [InlineData(503, "ServiceUnavailable", "", null)]
    public async Task An_overloaded_server_is_unavailable_for_as_long_as_it_says(int status, string code, string headers, int? seconds)
    {
        await using var server = new ScriptedServer(Refusal(status, code, headers));
        using var store = server.Open(configure: options => options.MaxRetries = seconds is null ? 0 : 5);

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ListAsync(store));

        Assert.True(error.IsTransient);
        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(429, "Whatever")]
    public async Task A_retry_waits_as_long_as_the_server_asks(int status, string code)
    {
        await using var server = new ScriptedServer(Refusal(status, code, "Retry-After: 7\r\n"), new Reply("HTTP/1.1 200 OK", EmptyListing));
        var time = new ImpatientTime();
        using var store = server.Open(time, options => options.MaxRetries = 2);

        Assert.Empty(await ListAsync(store));

        Assert.Equal(2, server.Requests);
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8.4));
    }

    [Fact]
    public async Task Retries_come_to_an_end()
    {
        await using var server = new ScriptedServer(Refusal(500, "InternalError", "Retry-After: 0\r\n"));
        using var store = server.Open(new ImpatientTime(), options => options.MaxRetries = 2);

        await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ListAsync(store));

        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_body_that_ends_early_is_an_error_and_never_a_short_file()
    {
        await using var server = new ScriptedServer(Content("half", length: 100));
        using var store = server.Open();
        await using var content = await store.OpenReadAsync("a.txt");

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => content.CopyToAsync(Stream.Null));

        Assert.Equal("a.txt", error.Blob);
        await using var again = await store.OpenReadAsync("a.txt");
        Assert.Throws<BlobStoreUnavailableException>(() => again.CopyTo(Stream.Null));
    }

    [Fact]
    public async Task A_body_that_stalls_is_an_error()
    {
        await using var server = new ScriptedServer(Content("half", length: 100, stays: true));
        using var store = server.Open(configure: options => options.RequestTimeout = TimeSpan.FromSeconds(1));

        await using var content = await store.OpenReadAsync("a.txt");
        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => content.CopyToAsync(Stream.Null));
        Assert.Contains("no byte of it arrived for 1 seconds", error.Message, StringComparison.Ordinal);

        await using var again = await store.OpenReadAsync("a.txt");
        await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => Task.Run(() => again.CopyTo(Stream.Null)));
    }

    [Fact]
    public async Task A_stalled_body_is_left_when_the_token_of_the_opening_is_cancelled()
    {
        await using var server = new ScriptedServer(Content("half", length: 100, stays: true));
        using var store = server.Open();
        using var stop = new CancellationTokenSource();
        await using var content = await store.OpenReadAsync("a.txt", cancellationToken: stop.Token);
        await content.ReadExactlyAsync(new byte[4]);

        var reading = content.ReadAsync(new byte[4]).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_body_whose_read_was_cancelled_says_so_and_blames_no_silence()
    {
        await using var server = new ScriptedServer(Content("half", length: 100, stays: true));
        using var store = server.Open();
        using var stop = new CancellationTokenSource();
        await using var content = await store.OpenReadAsync("a.txt");
        await content.ReadExactlyAsync(new byte[4]);
        var reading = content.ReadAsync(new byte[4], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(async () => await content.ReadExactlyAsync(new byte[4]));
        Assert.Contains("a read of it was cancelled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_timeout()
    {
        await using var server = new ScriptedServer(new Reply("HTTP/1.1 200 OK\r\nContent-Length: 500", "<ListBucketResult>") { HasLength = true, Stays = true });
        using var store = server.Open(configure: options => options.RequestTimeout = TimeSpan.FromSeconds(1));

        // The head is complete and the listing behind it is not.
        await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ListAsync(store));
    }

    [Fact]
    public async Task A_server_that_gives_everything_for_a_range_is_not_believed()
    {
        await using var server = new ScriptedServer(Content("0123456789", length: 10));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.OpenReadAsync("a.txt", new BlobRange(3, 2)));

        Assert.Contains("does not give parts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_kind_is_not_taken_for_a_listing()
    {
        await using var server = new ScriptedServer(new Reply("HTTP/1.1 200 OK\r\nContent-Type: text/html", "<html><body><p>Sign in<br></body></html>"));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => ListAsync(store));

        Assert.Contains("S3BlobStoreOptions.Endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_names_that_tells_where_to_go_on_is_followed()
    {
        await using var server = new ScriptedServer(
            Listing("<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>"),
            Listing("<IsTruncated>true</IsTruncated><NextContinuationToken>t2</NextContinuationToken>"),
            Listing("<IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>1</Size></Contents>"));
        using var store = server.Open();

        Assert.Equal("a", Assert.Single(await ListAsync(store)).Name);
        Assert.Equal(3, server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<NextContinuationToken>t1</NextContinuationToken>")]
    [InlineData("<Contents><Key>a</Key><Size>1</Size></Contents>")]
    public async Task A_listing_that_goes_on_without_getting_on_is_an_error_and_no_end(string page)
    {
        await using var server = new ScriptedServer(Listing("<IsTruncated>true</IsTruncated>" + page));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => ListAsync(store));

        Assert.Contains("is not complete", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://{0}", "no connection could be made")]
    [InlineData("http://no-such-host.invalid", "its name is not known")]
    public async Task A_server_that_is_not_there_is_unavailable_and_named(string address, string reason)
    {
        var endpoint = new Uri(string.Format(null, address, FreePort()));
        using var store = new S3BlobStore(
            new S3BlobStoreOptions { Bucket = "bucket", Endpoint = endpoint, AccessKey = "A", SecretKey = "S", MaxRetries = 0 }, TimeProvider.System);

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ListAsync(store));

        Assert.True(error.IsTransient);
        Assert.Contains(endpoint.Authority, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_tls_is_unavailable_with_the_reason()
    {
        await using var server = new ScriptedServer(new Reply("HTTP/1.1 400 Bad Request", ""));
        using var store = server.Open(configure: options => options.Endpoint = new UriBuilder(server.Endpoint) { Scheme = "https" }.Uri);

        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => ListAsync(store));

        Assert.Contains("no secure connection could be made", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archived_blob_is_refused_with_what_to_do()
    {
        await using var server = new ScriptedServer(Refusal(403, "InvalidObjectState"));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.OpenReadAsync("a.txt"));

        Assert.Contains("archived", error.Message, StringComparison.Ordinal);
        Assert.IsNotType<BlobAccessDeniedException>(error);
    }

    [Fact]
    public async Task More_metadata_than_s3_keeps_is_an_error_that_says_so()
    {
        await using var server = new ScriptedServer(Refusal(400, "MetadataTooLarge"));
        using var store = server.Open();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.UploadAsync("a.txt", new MemoryStream([1])));

        Assert.False(error.IsTransient);
        Assert.Contains("2 KiB of metadata", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("odd")]
    public async Task An_etag_that_is_no_hash_is_a_version_all_the_same(string etag)
    {
        await using var server = new ScriptedServer(
            new Reply($"HTTP/1.1 200 OK\r\nETag: \"{etag}\"", "text"),
            new Reply($"HTTP/1.1 206 Partial Content\r\nETag: \"{etag}\"\r\nContent-Range: bytes 0-3/4", "text"));
        using var store = server.Open();

        for (var reads = 0; reads < 2; reads++)
        {
            await using var content = await store.OpenReadAsync("a.txt", etag: etag);
            Assert.Equal("text", await new StreamReader(content).ReadToEndAsync());
        }

        Assert.Equal(3, server.Requests);
    }

    private static Reply Listing(string content) => new("HTTP/1.1 200 OK", $"<ListBucketResult><Name>bucket</Name>{content}</ListBucketResult>");

    private static void AssertNoSecrets(Exception error)
    {
        Assert.DoesNotContain("secret-of-the-scripted-server", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-the-scripted-server", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<List<BlobItem>> ListAsync(S3BlobStore store)
    {
        var items = new List<BlobItem>();
        await foreach (var item in store.ListAsync()) items.Add(item);
        return items;
    }

    private static IPEndPoint FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    /// <summary>Writes down how long is waited, and waits no longer than a moment.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan || dueTime > TimeSpan.FromSeconds(30)) return base.CreateTimer(callback, state, dueTime, period);
            lock (Waits) Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
        }
    }
}
