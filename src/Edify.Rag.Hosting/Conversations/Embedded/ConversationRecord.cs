using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edify.Rag.Shared.Conversations;

namespace Edify.Rag.Hosting.Conversations.Embedded;

/// <summary>What a record of a conversation's journal is.</summary>
internal enum ConversationRecordKind : byte
{
    /// <summary>Whose conversation it is and what it is called: the first record, once.</summary>
    Head = 1,

    /// <summary>A turn.</summary>
    Turn = 2,

    /// <summary>What the user thought of a turn; the last one of a turn counts.</summary>
    Feedback = 3,

    /// <summary>A summary; the last one counts.</summary>
    Summary = 4,
}

/// <summary>The records of a conversation's journal: a byte that says which, for turns and feedback the turn's id, for turns their time, then JSON.</summary>
/// <remarks>Id and time stand before the JSON, so that going through a long conversation parses nothing but what is asked for.</remarks>
internal static class ConversationRecord
{
    private const int Id = 1;
    private const int Time = Id + 16;
    private const int TurnBody = Time + sizeof(long);

    public static byte[] Of(ConversationHead head) =>
        Build([(byte)ConversationRecordKind.Head], JsonSerializer.SerializeToUtf8Bytes(head, ConversationHeadJson.Default.ConversationHead));

    public static byte[] Of(ConversationTurn turn)
    {
        Span<byte> start = stackalloc byte[TurnBody];
        start[0] = (byte)ConversationRecordKind.Turn;
        turn.Id.TryWriteBytes(start[Id..]);
        BinaryPrimitives.WriteInt64LittleEndian(start[Time..], turn.AskedAt.UtcTicks);
        return Build(start, JsonSerializer.SerializeToUtf8Bytes(turn, ConversationJson.Plain.ConversationTurn));
    }

    public static byte[] Of(Guid turn, AnswerFeedback feedback)
    {
        Span<byte> start = stackalloc byte[Time];
        start[0] = (byte)ConversationRecordKind.Feedback;
        turn.TryWriteBytes(start[Id..]);
        return Build(start, JsonSerializer.SerializeToUtf8Bytes(feedback, ConversationJson.Plain.AnswerFeedback));
    }

    public static byte[] Of(ConversationSummary summary) =>
        Build([(byte)ConversationRecordKind.Summary], JsonSerializer.SerializeToUtf8Bytes(summary, ConversationJson.Plain.ConversationSummary));

    public static ConversationRecordKind KindOf(ReadOnlySpan<byte> record) => (ConversationRecordKind)record[0];

    /// <summary>The turn that a turn or a feedback is about.</summary>
    public static Guid TurnOf(ReadOnlySpan<byte> record) => new(record[Id..Time]);

    public static DateTimeOffset TimeOf(ReadOnlySpan<byte> turn) => new(BinaryPrimitives.ReadInt64LittleEndian(turn[Time..]), TimeSpan.Zero);

    public static ConversationHead ReadHead(ReadOnlySpan<byte> record) =>
        JsonSerializer.Deserialize(record[Id..], ConversationHeadJson.Default.ConversationHead) ?? throw new JsonException("The record is null.");

    public static ConversationTurn ReadTurn(ReadOnlySpan<byte> record) =>
        JsonSerializer.Deserialize(record[TurnBody..], ConversationJson.Plain.ConversationTurn) ?? throw new JsonException("The record is null.");

    public static AnswerFeedback ReadFeedback(ReadOnlySpan<byte> record) =>
        JsonSerializer.Deserialize(record[Time..], ConversationJson.Plain.AnswerFeedback) ?? throw new JsonException("The record is null.");

    public static ConversationSummary ReadSummary(ReadOnlySpan<byte> record) =>
        JsonSerializer.Deserialize(record[Id..], ConversationJson.Plain.ConversationSummary) ?? throw new JsonException("The record is null.");

    private static byte[] Build(ReadOnlySpan<byte> start, ReadOnlySpan<byte> body)
    {
        var record = new byte[start.Length + body.Length];
        start.CopyTo(record);
        body.CopyTo(record.AsSpan(start.Length));
        return record;
    }
}

/// <summary>Whose conversation a journal holds, by name: for whoever looks at the files.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="User">The user.</param>
/// <param name="Id">The conversation.</param>
internal sealed record ConversationHead(string Tenant, string User, string Id);

[JsonSerializable(typeof(ConversationHead))]
internal sealed partial class ConversationHeadJson : JsonSerializerContext;
