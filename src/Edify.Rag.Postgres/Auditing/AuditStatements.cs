namespace Edify.Rag.Postgres.Auditing;

/// <summary>The statements of the audit.</summary>
internal sealed class AuditStatements(string schema)
{
    /// <summary>Holds the head until the transaction ends: who appends at the same time waits, and goes on from there.</summary>
    public string HoldHead { get; } = $"SELECT number, hash, signature, pruned, pruned_hash, pruned_signature FROM {schema}.audit_head FOR UPDATE";

    public string ReadHead { get; } = $"SELECT number, hash, signature, pruned, pruned_hash, pruned_signature FROM {schema}.audit_head";

    /// <summary>Makes the head of a log without records; of two that do it one waits for the other.</summary>
    public string MakeHead { get; } = $"INSERT INTO {schema}.audit_head (number, hash, signature) VALUES (0, $1, $2) ON CONFLICT DO NOTHING";

    public string MoveHead { get; } = $"UPDATE {schema}.audit_head SET number = $1, hash = $2, signature = $3";

    public string MoveAnchor { get; } = $"UPDATE {schema}.audit_head SET pruned = $1, pruned_hash = $2, pruned_signature = $3";

    public string Append { get; } = $"""
        INSERT INTO {schema}.audit_records (number, at, tenant, previous, entry, hash, signature)
        SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::bytea[], $5::text[], $6::bytea[], $7::bytea[])
        """;

    public string KeepText { get; } = $"""
        INSERT INTO {schema}.audit_texts (id, owner, place, at, body)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::bytea[])
        """;

    /// <summary>A page of the records behind one, with their kept texts.</summary>
    public string Read { get; } = $"""
        SELECT r.number, r.previous, r.entry, r.hash, r.signature
        FROM {schema}.audit_records r
        WHERE r.number > $1 AND ($2::text IS NULL OR r.tenant = $2) AND ($3::timestamptz IS NULL OR r.at >= $3) AND ($4::timestamptz IS NULL OR r.at < $4)
        ORDER BY r.number LIMIT $5
        """;

    public string ReadTexts { get; } = $"SELECT id, body FROM {schema}.audit_texts WHERE id = ANY ($1)";

    /// <summary>The last of the records from the first on that are all older than a time; the very last one stays.</summary>
    public string FindOld { get; } = $"""
        SELECT number, hash FROM {schema}.audit_records
        WHERE number < least(
            coalesce((SELECT min(number) FROM {schema}.audit_records WHERE at >= $1), 9223372036854775807),
            (SELECT max(number) FROM {schema}.audit_records))
        ORDER BY number DESC LIMIT 1
        """;

    public string DeleteOld { get; } = $"DELETE FROM {schema}.audit_records WHERE number <= $1";

    public string ForgetUser { get; } = $"DELETE FROM {schema}.audit_texts WHERE owner = $1";

    public string ForgetTenant { get; } = $"DELETE FROM {schema}.audit_texts WHERE place = $1";

    public string PruneTexts { get; } = $"DELETE FROM {schema}.audit_texts WHERE at < $1";
}
