namespace Edify.Rag.Postgres.Conversations;

/// <summary>The statements of conversations.</summary>
internal sealed class ConversationStatements(string schema)
{
    private const string Columns = "id, title, started, last_used, turns, summary";

    public string Find { get; } = $"SELECT {Columns} FROM {schema}.conversations WHERE owner = $1 AND id = $2";

    /// <summary>The first page of a user's conversations.</summary>
    public string ListFirst { get; } = $"SELECT {Columns} FROM {schema}.conversations WHERE owner = $1 ORDER BY last_used DESC, id LIMIT $2";

    /// <summary>The page after a conversation.</summary>
    public string ListNext { get; } = $"""
        SELECT {Columns} FROM {schema}.conversations
        WHERE owner = $1 AND last_used <= $3 AND (last_used < $3 OR id > $4)
        ORDER BY last_used DESC, id LIMIT $2
        """;

    /// <summary>The last turns, the last one first.</summary>
    public string Read { get; } = $"""
        SELECT t.body, t.feedback
        FROM {schema}.conversation_turns t JOIN {schema}.conversations c ON c.number = t.conversation
        WHERE c.owner = $1 AND c.id = $2
        ORDER BY t.place DESC LIMIT $3
        """;

    /// <summary>Finds or makes the conversation, and holds its row: who adds to it at the same time waits.</summary>
    public string Hold { get; } = $"""
        INSERT INTO {schema}.conversations AS c (owner, id, tenant, user_id, title, started, last_used)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        ON CONFLICT (owner, id) DO UPDATE SET owner = c.owner
        RETURNING number
        """;

    public string Append { get; } = $"""
        INSERT INTO {schema}.conversation_turns (conversation, id, place, body, feedback)
        SELECT number, $2, turns + 1, $3, $4 FROM {schema}.conversations WHERE number = $1
        ON CONFLICT (conversation, id) DO NOTHING
        """;

    public string Count { get; } = $"UPDATE {schema}.conversations SET turns = turns + 1, last_used = greatest(last_used, $2) WHERE number = $1";

    public string Rate { get; } = $"""
        UPDATE {schema}.conversation_turns t SET feedback = $4
        FROM {schema}.conversations c
        WHERE c.owner = $1 AND c.id = $2 AND t.conversation = c.number AND t.id = $3
        """;

    public string Summarize { get; } = $"UPDATE {schema}.conversations SET summary = $3 WHERE owner = $1 AND id = $2";

    public string Delete { get; } = $"DELETE FROM {schema}.conversations WHERE owner = $1 AND id = $2";

    public string DeleteAll { get; } = $"DELETE FROM {schema}.conversations WHERE owner = $1";

    public string EraseTenant { get; } = $"DELETE FROM {schema}.conversations WHERE tenant = $1";

    /// <summary>Conversations with a turn whose JSON names one of the documents that it cites.</summary>
    public string EraseCiting { get; } = $"""
        DELETE FROM {schema}.conversations c
        WHERE c.tenant = $1 AND EXISTS (
            SELECT 1 FROM {schema}.conversation_turns t WHERE t.conversation = c.number AND t.body LIKE ANY ($2))
        """;

    /// <summary>A part of what was not used for long; others that prune at the same time take other parts.</summary>
    public string Prune { get; } = $"""
        DELETE FROM {schema}.conversations
        WHERE number IN (
            SELECT number FROM {schema}.conversations WHERE last_used < $1 ORDER BY last_used LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;
}
