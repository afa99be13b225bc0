using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

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

    [Fact]
    public async Task Bytes_come_otherwise_than_they_were_sent()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().Nth(1, new Fault.Corrupt(1, 2)).Nth(2, new Fault.Sent(new Fault.Corrupt(4))));

        Assert.Equal([1, 0xFD, 0xFC, 4, 5], await SendAsync(proxy));
        Assert.Equal([1, 2, 3, 4, 0xFA], await SendAsync(proxy));
    }

    [Fact]
    public async Task What_the_client_sends_is_cut_on_its_own()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().Nth(1, new Fault.Sent(new Fault.Cut(3))));

        Assert.InRange((await SendAsync(proxy)).Length, 0, 3);
    }

    [Fact]
    public async Task What_comes_in_drops_comes_whole()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().Every(1, new Fault.Drip(1, TimeSpan.Zero)));

        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(proxy));
    }

    [Fact]
    public async Task A_connection_that_is_there_is_struck_from_its_next_byte_on()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port);
        using var client = await ConnectAsync(proxy);
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(client));

        proxy.Strike(new Fault.Corrupt(0));
        Assert.Equal([0xFE, 2, 3, 4, 5], await SendAsync(client));
        proxy.Strike(null);
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(client));
        proxy.Strike(new Fault.Cut(2));
        Assert.Equal([1, 2], await SendAsync(client));
    }

    [Fact]
    public async Task A_fault_lasts_as_long_as_the_test_has_it()
    {
        Fault? fault = new Fault.Cut(0);
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port, new FaultScript().While(() => fault));

        Assert.Empty(await SendAsync(proxy));
        fault = null;
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(proxy));
    }

    [Fact]
    public async Task A_server_that_is_down_refuses_and_is_found_again()
    {
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", Port);
        using var client = await ConnectAsync(proxy);
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(client));

        proxy.Down();
        await Assert.ThrowsAsync<SocketException>(() => SendAsync(proxy));
        proxy.Up();
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(proxy));
        await Assert.ThrowsAsync<IOException>(() => SendAsync(client));
    }

    [Fact]
    public async Task Behind_tls_a_changed_byte_is_noticed()
    {
        await using var front = new TlsFront("127.0.0.1", Port);
        await using var proxy = FaultProxy.ForTcp("127.0.0.1", front.Port);
        using var client = await ConnectAsync(proxy);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: true, (_, certificate, _, _) => Pem(certificate!) == front.Authority);
        await tls.AuthenticateAsClientAsync("127.0.0.1");
        Assert.Equal([1, 2, 3, 4, 5], await SendAsync(tls));

        proxy.Strike(new Fault.Corrupt(6));
        await Assert.ThrowsAnyAsync<IOException>(() => SendAsync(tls));

        static string Pem(X509Certificate certificate) => ((X509Certificate2)certificate).ExportCertificatePem();
    }

    private static async Task<TcpClient> ConnectAsync(FaultProxy proxy)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }

    private static async Task<byte[]> SendAsync(FaultProxy proxy)
    {
        using var client = await ConnectAsync(proxy);
        return await SendAsync(client);
    }

    private static Task<byte[]> SendAsync(TcpClient client) => SendAsync(client.GetStream());

    private static async Task<byte[]> SendAsync(Stream stream)
    {
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
