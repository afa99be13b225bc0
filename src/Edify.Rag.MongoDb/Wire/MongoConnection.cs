using System.Net.Sockets;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>One connection to a server: a command, its reply, then the next. For one caller at a time.</summary>
/// <remarks>A command that was not answered in full, for whatever reason, leaves the connection broken: a late reply must never be taken for another one's.</remarks>
internal sealed class MongoConnection(Stream stream, MongoAddress address, TimeSpan? replyTimeout, TimeProvider time) : IDisposable
{
    private int _requestId;

    public MongoAddress Address { get; } = address;

    /// <summary>What the server said when the connection was made.</summary>
    public HelloReply Hello { get; set; } = new();

    /// <summary>Whether the connection can't be used any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Runs a command.</summary>
    /// <param name="command">One BSON document.</param>
    /// <param name="context">What is added to it.</param>
    /// <param name="cancellationToken">Closes the connection.</param>
    /// <returns>The reply, which says <c>ok: 1</c>.</returns>
    /// <exception cref="MongoCommandException">The server refuses it.</exception>
    /// <exception cref="MongoConnectionException">The connection broke, or the reply did not come in time.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> command, CommandContext context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsBroken, this);
        using var writer = new BsonWriter(command.Length + 512);
        var id = ++_requestId;
        CommandMessage.Write(writer, id, command.Span, context, Hello.Limits);

        using var limit = replyTimeout is { } timeout ? new CancellationTokenSource(timeout, time) : null;
        using var both = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        IsBroken = true;
        try
        {
            var token = both?.Token ?? cancellationToken;
            await stream.WriteAsync(writer.Written, token).ConfigureAwait(false);
            await stream.FlushAsync(token).ConfigureAwait(false);
            var (header, bytes) = await stream.ReadMessageAsync(Hello.Limits.MaxMessage, token).ConfigureAwait(false);
            if (header.ResponseTo != id) throw new MongoConnectionException($"MongoDB at {Address} answers another question than was asked.");
            var message = OpMessage.Parse(bytes);
            if (message.IsFollowed) throw new MongoConnectionException($"MongoDB at {Address} announces replies that were not asked for.");
            var error = ServerReplies.FailureOf(message.Body.Span);
            IsBroken = false;
            return error is null ? message.Body : throw new MongoCommandException(Address.ToString(), CommandName.Of(command.Span), error);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw new MongoConnectionException($"The connection to MongoDB at {Address} broke.", e);
        }
        catch (BsonFormatException e)
        {
            throw new MongoConnectionException($"MongoDB at {Address} sent a reply that is damaged: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MongoConnectionException($"MongoDB at {Address} did not answer within {replyTimeout}.", e) { IsTimeout = true };
        }
        finally
        {
            if (IsBroken) Dispose();
        }
    }

    public void Dispose()
    {
        IsBroken = true;
        stream.Dispose();
    }
}
