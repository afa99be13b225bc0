namespace Edify.Rag.Postgres.Tasks;

/// <summary>The statements of tasks. Each that is a user's names the owner.</summary>
internal sealed class TaskStatements(string schema)
{
    public string Add { get; } = $"INSERT INTO {schema}.tasks (owner, id, submitted_at, is_open, body) VALUES ($1, $2, $3, true, $4)";

    /// <summary>The newest first; identifiers as PostgreSQL orders them, which is by their bytes.</summary>
    public string List { get; } = $"SELECT body FROM {schema}.tasks WHERE owner = $1 ORDER BY submitted_at DESC, id";

    public string Find { get; } = $"SELECT body FROM {schema}.tasks WHERE owner = $1 AND id = $2";

    /// <summary>Finds a task and holds its row: who changes it at the same time waits.</summary>
    public string Hold { get; } = $"SELECT body FROM {schema}.tasks WHERE owner = $1 AND id = $2 FOR UPDATE";

    public string Change { get; } = $"UPDATE {schema}.tasks SET body = $3, is_open = $4, ended_at = $5 WHERE owner = $1 AND id = $2";

    public string SetResult { get; } = $"UPDATE {schema}.tasks SET result = $3 WHERE owner = $1 AND id = $2";

    public string ReadResult { get; } = $"SELECT body, result FROM {schema}.tasks WHERE owner = $1 AND id = $2";

    public string Save { get; } = $"""
        INSERT INTO {schema}.task_saved (owner, id, name, value) VALUES ($1, $2, $3, $4)
        ON CONFLICT (owner, id, name) DO UPDATE SET value = excluded.value
        """;

    public string ReadSaved { get; } = $"SELECT name, value FROM {schema}.task_saved WHERE owner = $1 AND id = $2";

    public string ForgetSaved { get; } = $"DELETE FROM {schema}.task_saved WHERE owner = $1 AND id = $2";

    public string Delete { get; } = $"DELETE FROM {schema}.tasks WHERE owner = $1 AND id = $2";

    public string DeleteAll { get; } = $"DELETE FROM {schema}.tasks WHERE owner = $1";

    /// <summary>Tasks that name one of the documents in what they came to or have saved; all of them without documents.</summary>
    public string ListNaming { get; } = $"""
        SELECT t.body, t.owner FROM {schema}.tasks t
        WHERE $1 IS NULL OR t.result ILIKE ANY ($1)
            OR EXISTS (SELECT 1 FROM {schema}.task_saved s WHERE s.owner = t.owner AND s.id = t.id AND s.value ILIKE ANY ($1))
        """;

    /// <summary>A page of what is open, after a task.</summary>
    public string ListOpen { get; } = $"""
        SELECT body FROM {schema}.tasks WHERE is_open AND ($1 IS NULL OR (submitted_at, id) > ($1, $2))
        ORDER BY submitted_at, id LIMIT $3
        """;

    /// <summary>A part of what ended long ago; others that prune at the same time take other parts.</summary>
    public string Prune { get; } = $"""
        DELETE FROM {schema}.tasks WHERE (owner, id) IN (
            SELECT owner, id FROM {schema}.tasks WHERE ended_at < $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;
}
