namespace Edify.Rag.Postgres.Ledger;

/// <summary>The ledger's statements.</summary>
internal sealed class LedgerStatements(string schema)
{
    private const string Columns = "source, name, etag, size, fingerprint, status, reason, chunks, attempts, processed_at";

    public string Find { get; } = $"SELECT {Columns} FROM {schema}.ledger WHERE document = $1";

    public string Remove { get; } = $"DELETE FROM {schema}.ledger WHERE document = ANY($1)";

    /// <summary>A page of a tenant's entries after one place and before another; the index knows where places begin.</summary>
    public string List { get; } = $"""
        SELECT {Columns}, place FROM {schema}.ledger
        WHERE tenant = $1
          AND substring(place FROM 1 FOR 1000) >= substring($2 FROM 1 FOR 1000) AND place > $2
          AND substring(place FROM 1 FOR 1000) <= substring($3 FROM 1 FOR 1000) AND place < $3
        ORDER BY substring(place FROM 1 FOR 1000), place
        LIMIT $4
        """;

    public string Write { get; } = $"""
        INSERT INTO {schema}.ledger (document, tenant, source, name, place, etag, size, fingerprint, status, reason, chunks, attempts, processed_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (document) DO UPDATE SET
            etag = excluded.etag, size = excluded.size, fingerprint = excluded.fingerprint, status = excluded.status, reason = excluded.reason,
            chunks = excluded.chunks, attempts = excluded.attempts, processed_at = excluded.processed_at
        """;
}
