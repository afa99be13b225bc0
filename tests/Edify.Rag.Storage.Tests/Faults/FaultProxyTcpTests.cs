using System.Net;
using System.Net.Sockets;

namespace Edify.Rag.Storage.Tests.Faults;

public sealed class FaultProxyTcpTests : IDisposable
{
    private readonly TcpListener _echo = new(IPAddress.Loopback, 0);

    public FaultProxyTcpTests()
    {
        _echo.Start();
        _ = EchoAsync();
    }

    private int Port => ((IPEndPoint)_echo.LocalEndpoint).Port;

    public void Dispose() => _echo.Dispose();

    [Fact]
    public async Task The_second_connection_is_cut_after_so_many_bytes()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().Nth(2, new Fault.Cut(3)));

        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(proxy));
        Assert.Equal([1, 2, 3], await SendAsync(proxy));
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(proxy));
        Assert.Equal(3, proxy.Script.Requests.Count);
    }

    [Fact]
    public async Task What_the_client_sends_can_break_too()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().Nth(1, new Fault.BreakUpload(0)));

        await Assert.ThrowsAsync<IOException>(() => SendAsync(proxy));
    }

    [Fact]
    public async Task A_fault_that_needs_requests_is_an_error_of_the_test()
    {
        var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().Nth(1, new Fault.Answer(503)));
        Assert.Empty(await SendAsync(proxy));

        var error = await Assert.ThrowsAsync<AggregateException>(async () => await proxy.DisposeAsync());

        Assert.IsType<NotSupportedException>(Assert.Single(error.InnerExceptions));
    }

    private static async Task<byte[]> SendAsync(FaultProxy proxy)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(new byte[] { 1, 2, 3, 4, 5 });
        var answer = new byte[5];
        return answer[..await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false)];
    }

    private async Task EchoAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _echo.AcceptTcpClientAsync();
                try
                {
                    await client.GetStream().CopyToAsync(client.GetStream());
                }
                catch (IOException)
                {
                    // It was reset.
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
