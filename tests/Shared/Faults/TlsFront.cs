using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edify.Rag.Tests.Shared;

/// <summary>
/// Takes TLS connections on loopback and passes what is said on to a server that speaks none: what is changed between the client
/// and this one, neither takes for what the other said.
/// </summary>
/// <remarks>The connection begins with TLS, so a client that negotiates it first in its own protocol has to leave that out.</remarks>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly EndPoint _server;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly ConcurrentDictionary<Socket, Task> _conversations = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <param name="host">The server's.</param>
    /// <param name="port">The server's.</param>
    public TlsFront(string host, int port)
    {
        _server = new DnsEndPoint(host, port);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The port of loopback that takes TLS.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>What a client must trust: the certificate in PEM, good for 127.0.0.1 and localhost.</summary>
    public string Authority => _certificate.ExportCertificatePem();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var (client, conversation) in _conversations)
        {
            client.Dispose();
            await conversation;
        }

        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_end.Token);
                client.NoDelay = true;
                _conversations[client] = ConverseAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task ConverseAsync(Socket client)
    {
        await Task.Yield();
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await using var inner = new NetworkStream(client, ownsSocket: true);
            await using var outer = new SslStream(inner);
            await outer.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [new("postgresql"), SslApplicationProtocol.Http11] }, _end.Token);
            await server.ConnectAsync(_server, _end.Token);
            await using var plain = new NetworkStream(server);
            await await Task.WhenAny(outer.CopyToAsync(plain, _end.Token), plain.CopyToAsync(outer, _end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // One side has ended it, or what it said could not be believed.
        }
        finally
        {
            _conversations.TryRemove(client, out _);
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(90));
    }
}
