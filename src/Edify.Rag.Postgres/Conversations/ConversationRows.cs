using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Conversations;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Conversations;

/// <summary>Conversations as rows, and rows as conversations.</summary>
internal static class ConversationRows
{
    public static Conversation Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt32(4))
        {
            Summary = row.IsDBNull(5) ? null : Parse(row.GetString(5), ConversationJson.Plain.ConversationSummary),
        };

    public static ConversationTurn ReadTurn(NpgsqlDataReader row)
    {
        var turn = Parse(row.GetString(0), ConversationJson.Plain.ConversationTurn);
        return row.IsDBNull(1) ? turn : turn with { Feedback = Parse(row.GetString(1), ConversationJson.Plain.AnswerFeedback) };
    }

    /// <summary>What the body of a turn is like that cites a document.</summary>
    public static string PatternOf(Guid document) => $"%\"{nameof(Citation.DocumentId)}\":\"{document:D}\"%";

    // Without the feedback, which has a column of its own.
    public static NpgsqlParameter Body(ConversationTurn turn) => Json(turn with { Feedback = null }, ConversationJson.Plain.ConversationTurn);

    public static NpgsqlParameter Feedback(AnswerFeedback? feedback) => feedback is null
        ? NpgsqlCommands.Optional(null, NpgsqlDbType.Text)
        : Json(feedback, ConversationJson.Plain.AnswerFeedback);

    public static NpgsqlParameter Summary(ConversationSummary summary) => Json(summary, ConversationJson.Plain.ConversationSummary);

    /// <summary>A column for people, who can do without what PostgreSQL can't store.</summary>
    public static NpgsqlParameter Readable(string text) => NpgsqlCommands.Value(PostgresText.Readable(text));

    private static NpgsqlParameter Json<T>(T value, JsonTypeInfo<T> type) => NpgsqlCommands.Value(JsonSerializer.Serialize(value, type));

    private static T Parse<T>(string json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The value is null.");
        }
        catch (JsonException e)
        {
            throw new RagStateException(
                "conversations", "The table of conversations holds a row that this version can't read. Use the version that wrote it, or delete the conversation.", innerException: e);
        }
    }
}
