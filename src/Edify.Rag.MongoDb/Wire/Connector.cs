using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Edify.Rag.MongoDb.Authentication;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>Makes connections over TCP, with TLS where the settings say so.</summary>
internal sealed class Connector(MongoSettings settings, TimeProvider time) : IConnector
{
    // MongoDB 4.2, whose errors say themselves what may be retried from 4.4 on; and no version is too new.
    private const int LeastWireVersion = 8;

    private readonly Lazy<TlsUpgrade>? _tls = settings.Tls is not { } tls ? null : new(() => new TlsUpgrade(tls));
    private readonly Authenticator? _authenticator = settings.Credential is null ? null : new(settings.Credential);

    public async Task<MongoConnection> ConnectAsync(MongoAddress address, bool authenticates, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Stream? stream = null;
        MongoConnection? connection = null;
        try
        {
            stream = await OpenAsync(address, both.Token).ConfigureAwait(false);
            if (_tls is not null) stream = await _tls.Value.UpgradeAsync(stream, address, both.Token).ConfigureAwait(false);
            connection = new MongoConnection(stream, address, authenticates ? settings.SocketTimeout : settings.ConnectTimeout, time);
            await GreetAsync(connection, authenticates ? _authenticator?.Begin() : null, both.Token).ConfigureAwait(false);
            (stream, var made) = (null, connection);
            connection = null;
            return made;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new MongoConnectionException($"MongoDB at {address} can't be reached; check that it runs, and the host and port of the connection string.", e);
        }
        catch (AuthenticationException e)
        {
            throw new MongoIncompatibleException($"No encrypted connection to MongoDB at {address} could be made; check tls, tlsCAFile and the server's certificate.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MongoConnectionException($"MongoDB at {address} did not let itself be connected to within {settings.ConnectTimeout}.", e) { IsTimeout = true };
        }
        finally
        {
            connection?.Dispose();
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task GreetAsync(MongoConnection connection, AuthenticationAttempt? attempt, CancellationToken cancellationToken)
    {
        var greeting = HelloCommand.First(settings.ApplicationName, attempt is null ? null : attempt.WriteTo);
        var reply = await connection.RunAsync(greeting, new CommandContext("admin"), cancellationToken).ConfigureAwait(false);
        try
        {
            connection.Hello = HelloReply.Parse(reply);
        }
        catch (BsonFormatException e)
        {
            throw new MongoConnectionException($"MongoDB at {connection.Address} greets in a way that is not understood: {e.Message}", e);
        }

        if (connection.Hello.MaxWireVersion < LeastWireVersion)
            throw new MongoIncompatibleException($"MongoDB at {connection.Address} is too old (wire version {connection.Hello.MaxWireVersion}); it takes 4.2 or newer.");

        // Arbiters have no users.
        if (attempt is not null && !connection.Hello.IsArbiter) await attempt.CompleteAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Stream> OpenAsync(MongoAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            EndPoint end = IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port) : new DnsEndPoint(address.Host, address.Port);
            await socket.ConnectAsync(end, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
