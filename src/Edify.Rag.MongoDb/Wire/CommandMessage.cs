using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>Writes a command as a message. The documents of a write go outside of the body, where more of them have room.</summary>
internal static class CommandMessage
{
    /// <summary>Writes it in place of what the writer holds.</summary>
    /// <exception cref="MongoRequestException">It exceeds what the server takes.</exception>
    public static void Write(BsonWriter writer, int requestId, ReadOnlySpan<byte> command, in CommandContext context, WireLimits limits)
    {
        writer.Clear();
        WriteHead(writer, requestId, responseTo: 0);
        var body = writer.Length;
        var sequence = WriteBody(writer, command, context, out var name);
        if (writer.Length - body > limits.MaxDocument + WireLimits.CommandRoom)
            throw new MongoRequestException($"A command has {writer.Length - body} bytes; the server takes {limits.MaxDocument + WireLimits.CommandRoom}.");
        if (!sequence.IsEmpty) WriteSequence(writer, name, sequence, limits);
        if (writer.Length > limits.MaxMessage) throw new MongoRequestException($"A command has {writer.Length} bytes with its documents; the server takes {limits.MaxMessage}.");
        writer.Patch(0, writer.Length);
    }

    /// <summary>Writes a reply in place of what the writer holds.</summary>
    public static void WriteReply(BsonWriter writer, int requestId, int responseTo, ReadOnlySpan<byte> reply)
    {
        writer.Clear();
        WriteHead(writer, requestId, responseTo);
        writer.Raw(reply);
        writer.Patch(0, writer.Length);
    }

    private static void WriteHead(BsonWriter writer, int requestId, int responseTo)
    {
        // Header, flags, and the kind of the first section, which is a body.
        Span<byte> head = stackalloc byte[MessageHeader.Size + sizeof(uint) + 1];
        head.Clear();
        writer.Raw(head);
        writer.Patch(4, requestId);
        writer.Patch(8, responseTo);
        writer.Patch(12, MessageHeader.OpMsg);
    }

    // Gives the array that is left out of the body, for it follows.
    private static ReadOnlySpan<byte> WriteBody(BsonWriter writer, ReadOnlySpan<byte> command, in CommandContext context, out ReadOnlySpan<byte> apart)
    {
        ReadOnlySpan<byte> sequence = default;
        var reader = new BsonReader(command);
        if (!reader.Read()) throw new BsonFormatException("A command has no elements.");
        apart = CommandName.SequenceOf(reader.Name);
        writer.Start();
        if (apart.IsEmpty)
        {
            writer.Elements(command);
        }
        else
        {
            do
            {
                if (reader.Type is BsonType.Array && reader.NameIs(apart) && OnlyDocuments(reader)) sequence = reader.Value;
                else writer.Raw(reader.Name, reader.Type, reader.Value);
            }
            while (reader.Read());
        }

        if (!context.Concern.IsEmpty) writer.Elements(context.Concern.Span);
        writer.String("$db"u8, context.Database);
        if (context.Session is { } session)
        {
            writer.StartDocument("lsid"u8);
            writer.Uuid("id"u8, session);
            writer.End();
            writer.Int64("txnNumber"u8, context.Transaction);
        }

        if (!context.ReadPreference.IsEmpty) writer.Raw("$readPreference"u8, BsonType.Document, context.ReadPreference.Span);
        writer.End();
        return sequence;
    }

    private static bool OnlyDocuments(BsonReader reader)
    {
        var items = reader.GetDocument();
        while (items.Read())
            if (items.Type is not BsonType.Document) return false;
        return true;
    }

    private static void WriteSequence(BsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> array, WireLimits limits)
    {
        writer.Raw([1]);
        var start = writer.Length;
        writer.Raw([0, 0, 0, 0]);
        writer.Raw(name);
        writer.Raw([0]);
        var count = 0;
        var items = new BsonReader(array);
        while (items.Read())
        {
            if (++count > limits.MaxBatch) throw new MongoRequestException($"A command holds more than the {limits.MaxBatch} writes that the server takes at once.");
            if (items.Value.Length > limits.MaxDocument + WireLimits.CommandRoom)
                throw new MongoRequestException($"A document has {items.Value.Length} bytes; the server takes {limits.MaxDocument}.");
            writer.Raw(items.Value);
        }

        writer.Patch(start, writer.Length - start);
    }
}
