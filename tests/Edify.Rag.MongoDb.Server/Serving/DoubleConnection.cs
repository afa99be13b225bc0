using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Commands;
using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>One connection: reads a message, answers it, and so on until either side has enough.</summary>
internal sealed class DoubleConnection(MongoDouble @double, DoubleMember member)
{
    private const int OpQuery = 2004;
    private const int OpReply = 1;

    private readonly CommandHandler _handler = new(@double, member);
    private int _replies;

    public async Task ServeAsync(Stream stream, CancellationToken end)
    {
        try
        {
            if (@double.Options.Certificate is { } certificate)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end);
                stream = tls;
            }

            while (await AnswerAsync(stream, end))
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException or MongoConnectionException or BsonFormatException)
        {
            // The client is gone, or talks nonsense: so is the connection.
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task<bool> AnswerAsync(Stream stream, CancellationToken end)
    {
        var head = new byte[MessageHeader.Size];
        await stream.ReadExactlyAsync(head, end);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < MessageHeader.Size or > 48_000_000) return false;
        var bytes = new byte[length];
        head.CopyTo(bytes, 0);
        await stream.ReadExactlyAsync(bytes.AsMemory(head.Length), end);
        var requestId = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        var isQuery = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)) == OpQuery;
        var (call, isFollowed) = isQuery ? (Query(bytes), false) : Message(bytes);

        var fault = @double.NextFault(call.Name);
        if (fault is DoubleFault.CloseBefore) return false;
        if (fault is DoubleFault.Silence) await Task.Delay(Timeout.Infinite, end);
        var reply = MongoText.Write(Reply(call, fault));
        if (fault is DoubleFault.CloseAfter) return false;
        if (isFollowed) return true;
        var answer = isQuery ? OldReply(requestId, reply) : NewReply(requestId, reply);
        await stream.WriteAsync(fault is DoubleFault.Corrupt corrupt ? corrupt.Change(answer) : answer, end);
        return true;
    }

    private MongoDocument Reply(CommandCall call, DoubleFault? fault)
    {
        MongoDocument reply;
        try
        {
            if (fault is DoubleFault.Fail fail) throw new MongoFault(fail.Code, fail.Name, "scripted { \"by\": \"a test\" }") { Labels = fail.Labels };
            reply = _handler.Run(call).Copy();
            if (fault is DoubleFault.NotFollowed other)
            {
                reply["writeConcernError"] = new MongoDocument(("code", other.Code), ("errmsg", "not followed"));
                if (other.Labels.Length > 0) reply["errorLabels"] = other.Labels.Select(l => (object?)l).ToList();
            }

            reply["ok"] = 1.0;
        }
        catch (MongoFault e)
        {
            reply = new(("ok", 0.0), ("errmsg", e.Message), ("code", e.Code), ("codeName", e.Name));
            if (e.Labels.Count > 0) reply["errorLabels"] = e.Labels.Select(l => (object?)l).ToList();
        }

        return reply;
    }

    private static (CommandCall Call, bool IsFollowed) Message(byte[] bytes)
    {
        var message = OpMessage.Parse(bytes);
        var body = MongoText.Read(message.Body.Span);
        foreach (var sequence in message.Sequences) body[sequence.Name] = sequence.Documents.Select(d => (object?)MongoText.Read(d.Span)).ToList();
        return (new((string)body["$db"]!, body), message.IsFollowed);
    }

    // The old kind of message, which drivers still greet with: flags, the collection's name, two numbers, then the command.
    private static CommandCall Query(byte[] bytes)
    {
        var rest = bytes.AsSpan(MessageHeader.Size + sizeof(int));
        var name = rest[..rest.IndexOf((byte)0)];
        var body = rest[(name.Length + 1 + (2 * sizeof(int)))..];
        return new(System.Text.Encoding.UTF8.GetString(name).Replace(".$cmd", "", StringComparison.Ordinal), MongoText.Read(body[..BinaryPrimitives.ReadInt32LittleEndian(body)]));
    }

    private byte[] NewReply(int requestId, byte[] reply)
    {
        using var writer = new BsonWriter();
        CommandMessage.WriteReply(writer, ++_replies, requestId, reply);
        return writer.Written.ToArray();
    }

    private byte[] OldReply(int requestId, byte[] reply)
    {
        // Header, flags, cursor, first document, number of documents.
        var bytes = new byte[MessageHeader.Size + 20 + reply.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), ++_replies);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), requestId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), OpReply);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(MessageHeader.Size + 16), 1);
        reply.CopyTo(bytes, MessageHeader.Size + 20);
        return bytes;
    }
}
