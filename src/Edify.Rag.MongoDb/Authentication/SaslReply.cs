using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>A server's answer to a step of a conversation.</summary>
internal sealed record SaslReply(int Conversation, byte[] Payload, bool IsDone)
{
    /// <exception cref="BsonFormatException">It is damaged.</exception>
    public static SaslReply Parse(ReadOnlySpan<byte> document)
    {
        var reply = new SaslReply(0, [], false);
        var reader = new BsonReader(document);
        while (reader.Read())
        {
            if (reader.NameIs("conversationId"u8)) reply = reply with { Conversation = (int)reader.ToInt64() };
            else if (reader.NameIs("payload"u8)) reply = reply with { Payload = reader.GetBinary().Bytes.ToArray() };
            else if (reader.NameIs("done"u8)) reply = reply with { IsDone = reader.ToBoolean() };
        }

        return reply;
    }
}
