namespace Edify.Rag.Tests.Shared;

/// <summary>What is said on one connection by a protocol that the proxy does not know: the connection as a whole has a fault.</summary>
internal sealed class TcpConversation(ProxyConnection connection, FaultProxy proxy)
{
    /// <summary>Goes on until one side ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (_, fault) = proxy.Script.Meet(connection.Number, head: null);
        if (fault is Fault.Answer or Fault.LoseAnswer) throw new NotSupportedException($"{fault.GetType().Name} needs requests; use {nameof(FaultProxy.ForHttp)}.");

        var server = await connection.ConnectAsync(cancellationToken);
        var (toServer, toClient) = (new FaultedOutput(server, connection, proxy, fault?.OnRequests()), new FaultedOutput(connection.Client, connection, proxy, fault?.OnAnswers()));
        connection.Meet = other =>
        {
            toServer.Meet(other?.OnRequests());
            toClient.Meet(other?.OnAnswers());
        };
        var up = CopyAsync(connection.Client, toServer, cancellationToken);
        var down = CopyAsync(server, toClient, cancellationToken);

        // With one direction the connection ends: none of the protocols in use goes on half closed.
        await Task.WhenAny(up, down);
        connection.Dispose();
        await Task.WhenAny(Task.WhenAll(up, down));
    }

    private static async Task CopyAsync(Stream from, FaultedOutput to, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0) await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
    }
}
