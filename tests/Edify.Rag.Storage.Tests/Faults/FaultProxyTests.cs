using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Storage.Tests.Faults;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private const int Length = 200_000;

    private readonly PatternServer _server = new();
    private readonly FaultScript _script = new();
    private readonly HandTime _time = new();
    private readonly FaultProxy _proxy;
    private readonly HttpClient _client;

    public FaultProxyTests()
    {
        _proxy = FaultProxy.ForHttp(_server.Address, _script, _time);
        _client = new HttpClient { BaseAddress = _proxy.Endpoint, Timeout = Timeout.InfiniteTimeSpan };
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Without_faults_all_passes_on_one_kept_alive_connection()
    {
        Assert.Equal(PatternServer.Pattern(Length), await _client.GetByteArrayAsync(Path()));
        Assert.Equal(PatternServer.Pattern(Length), await _client.GetByteArrayAsync($"{Path()}/chunked"));
        using (var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Path()))) Assert.Equal(Length, head.Content.Headers.ContentLength);
        await PutAsync(new ByteArrayContent(new byte[Length]));
        await PutAsync(new ByteArrayContent(new byte[Length]), chunked: true);
        await PutAsync(new ByteArrayContent(new byte[Length]), expect: true);
        Assert.Equal(PatternServer.Pattern(3), await _client.GetByteArrayAsync(Path(3)));

        Assert.Equal([Length, Length, Length], _server.Stored);
        Assert.Equal(["GET", "GET", "HEAD", "PUT", "PUT", "PUT", "GET"], _script.Requests.Select(r => r.Method));
        Assert.Equal("/3", _script.Requests[^1].Target);
        Assert.Equal(_proxy.Endpoint.Authority, _script.Requests[0].Header("host"));
        Assert.Equal("1111111", string.Concat(_script.Requests.Select(r => r.Connection)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task The_third_answer_is_cut(int after)
    {
        _script.Nth(3, new Fault.Cut(after));

        for (var i = 1; i <= 4; i++)
        {
            var (bytes, error) = await GetAsync();
            Assert.Equal(i == 3 ? after : Length, bytes.Length);
            Assert.Equal(i == 3, error is not null);
        }
    }

    [Fact]
    public async Task An_answer_without_body_can_be_cut_behind_its_head()
    {
        _script.Nth(1, new Fault.Cut(0));

        // A client of HTTP might use the connection again before it sees its end.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        await client.GetStream().WriteAsync("PUT /put HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\n1"u8.ToArray());
        using var reader = new StreamReader(client.GetStream());

        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 201", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_is_a_reset()
    {
        _script.Nth(1, new Fault.Reset(5000));

        var (bytes, error) = await GetAsync();

        Assert.InRange(bytes.Length, 0, 5000);
        Assert.Equal(SocketError.ConnectionReset, SocketErrorOf(error));
    }

    [Fact]
    public async Task Only_what_matches_counts()
    {
        _script.Nth(2, new Fault.Answer(418), r => r.Target == "/7");

        Assert.Equal([200, 200, 200, 418, 200], await StatusesAsync(7, 8, 8, 7, 7));
    }

    [Fact]
    public async Task A_stall_ends_after_its_time()
    {
        _script.Nth(1, new Fault.Stall(1000, TimeSpan.FromMinutes(1)));
        using var answer = await _client.GetAsync(Path(), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[1000]);

        var rest = new byte[Length - 1000];
        var reading = body.ReadExactlyAsync(rest).AsTask();
        Assert.False(reading.IsCompleted);
        await AdvanceUntilAsync(reading);

        Assert.Equal(PatternServer.Pattern(Length)[1000..], rest);
    }

    [Fact]
    public async Task A_stall_for_good_lasts_until_the_client_gives_up()
    {
        _script.Nth(1, new Fault.Stall(1000));
        using var stop = new CancellationTokenSource();
        using var answer = await _client.GetAsync(Path(), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[1000]);

        var reading = body.ReadAsync(new byte[1], stop.Token).AsTask();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(reading.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(Length, (await GetAsync()).Bytes.Length);
    }

    [Fact]
    public async Task A_slow_drip_comes_whole_in_the_end()
    {
        _script.Nth(1, new Fault.Drip(1000, TimeSpan.FromSeconds(1)));
        var start = _time.GetUtcNow();

        var getting = GetAsync();
        await AdvanceUntilAsync(getting);

        Assert.Equal(PatternServer.Pattern(Length), (await getting).Bytes);
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds((Length / 1000) - 1));
    }

    [Theory]
    [InlineData(429, 7)]
    [InlineData(503, null)]
    public async Task An_answer_of_the_proxy_does_not_reach_the_server(int status, int? seconds)
    {
        _script.First(2, new Fault.Answer(status, seconds is { } s ? TimeSpan.FromSeconds(s) : null, "<Error><Code>SlowDown</Code></Error>"));

        using (var refused = await _client.GetAsync(Path()))
        {
            Assert.Equal(status, (int)refused.StatusCode);
            Assert.Equal(seconds, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
            Assert.Contains("SlowDown", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (var refused = await _client.PutAsync("/put", new ByteArrayContent(new byte[Length]))) Assert.Equal(status, (int)refused.StatusCode);
        Assert.Empty(_server.Seen);
        Assert.Equal(Length, (await GetAsync()).Bytes.Length);
        Assert.Equal(1, _proxy.Connections);
    }

    [Fact]
    public async Task An_answer_can_be_lost_though_the_server_has_done_its_work()
    {
        _script.Nth(1, new Fault.LoseAnswer());

        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(new ByteArrayContent(new byte[Length])));

        Assert.Equal([Length], _server.Stored);
    }

    [Fact]
    public async Task An_upload_that_breaks_is_never_whole()
    {
        _script.Nth(1, new Fault.BreakUpload(Length / 2));

        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(new ByteArrayContent(new byte[Length])));
        Assert.Empty(_server.Stored);

        await PutAsync(new ByteArrayContent(new byte[Length]));
        Assert.Equal([Length], _server.Stored);
    }

    [Fact]
    public async Task A_client_that_leaves_in_an_upload_leaves_the_server_too()
    {
        using var stop = new CancellationTokenSource();
        using var content = new StreamContent(new NeverEndingStream(stop));
        content.Headers.ContentLength = long.MaxValue;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.PutAsync("/put", content, stop.Token));

        Assert.Equal(Length, (await GetAsync()).Bytes.Length);
        Assert.Empty(_server.Stored);
    }

    [Fact]
    public async Task A_server_that_is_down_refuses_and_comes_back_at_the_same_address()
    {
        _proxy.Down();
        Assert.Equal(SocketError.ConnectionRefused, SocketErrorOf((await GetAsync()).Error));
        Assert.Equal(SocketError.ConnectionRefused, SocketErrorOf((await GetAsync()).Error));

        _proxy.Up();
        Assert.Equal(Length, (await GetAsync()).Bytes.Length);
    }

    [Fact]
    public async Task A_server_dies_half_way_and_comes_back()
    {
        _script.Nth(2, new Fault.Die(1000, TimeSpan.FromSeconds(30)));
        Assert.Null((await GetAsync()).Error);

        Assert.Equal(SocketError.ConnectionReset, SocketErrorOf((await GetAsync()).Error));
        Assert.Equal(SocketError.ConnectionRefused, SocketErrorOf((await GetAsync()).Error));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(SocketError.ConnectionRefused, SocketErrorOf((await GetAsync()).Error));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Length, (await GetAsync()).Bytes.Length);
    }

    private static string Path(int length = Length) => $"/{length}";

    private static SocketError? SocketErrorOf(Exception? error) => error is null ? null : (error as SocketException)?.SocketErrorCode ?? SocketErrorOf(error.InnerException);

    // How far the proxy has come nobody knows, so the clock goes on until it is through.
    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await done;
    }

    private async Task<(byte[] Bytes, Exception? Error)> GetAsync()
    {
        using var bytes = new MemoryStream();
        try
        {
            using var answer = await _client.GetAsync(Path(), HttpCompletionOption.ResponseHeadersRead);
            await answer.Content.CopyToAsync(bytes);
            return (bytes.ToArray(), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (bytes.ToArray(), e);
        }
    }

    private async Task<List<int>> StatusesAsync(params int[] lengths)
    {
        var statuses = new List<int>();
        foreach (var length in lengths)
        {
            using var answer = await _client.GetAsync(Path(length));
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    private async Task PutAsync(HttpContent content, bool chunked = false, bool expect = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/put") { Content = content };
        (request.Headers.TransferEncodingChunked, request.Headers.ExpectContinue) = (chunked, expect);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
