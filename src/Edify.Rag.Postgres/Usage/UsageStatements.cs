namespace Edify.Rag.Postgres.Usage;

/// <summary>The statements of the meter.</summary>
internal sealed class UsageStatements(string schema)
{
    private const string Columns = "tenant, subject, name, kind, period, start, used";

    /// <summary>Adds all amounts or none, in one statement; how each counter stands, and whether it would have exceeded its limit.</summary>
    public string Charge { get; } = $"SELECT stands, exceeds FROM {schema}.charge_usage($1, $2, $3, $4, $5, $6, $7, $8, $9) ORDER BY place";

    public string Read { get; } = $"""
        SELECT coalesce(u.used, 0)
        FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS w (tenant, subject, name, kind, period, start, place)
        LEFT JOIN {schema}.usage u USING (tenant, subject, name, kind, period, start)
        ORDER BY w.place
        """;

    /// <summary>The first page of a listing.</summary>
    public string ListFirst { get; } = $"""
        SELECT {Columns} FROM {schema}.usage
        WHERE subject = $1 AND period = $2 AND ($3 IS NULL OR tenant = $3) AND start BETWEEN $4 AND $5 AND used <> 0
        ORDER BY tenant, name, start, kind LIMIT $6
        """;

    /// <summary>The page after a counter.</summary>
    public string ListNext { get; } = $"""
        SELECT {Columns} FROM {schema}.usage
        WHERE subject = $1 AND period = $2 AND ($3 IS NULL OR tenant = $3) AND start BETWEEN $4 AND $5 AND used <> 0
            AND (tenant, name, start, kind) > ($7, $8, $9, $10)
        ORDER BY tenant, name, start, kind LIMIT $6
        """;

    /// <summary>Those of days before the first day, and of months before its month.</summary>
    public string Prune { get; } = $"DELETE FROM {schema}.usage WHERE (period = $1 AND start < $2) OR (period = $3 AND start < date_trunc('month', $2::timestamp)::date)";

    public string EraseTenant { get; } = $"DELETE FROM {schema}.usage WHERE tenant = $1";

    public string EraseUser { get; } = $"DELETE FROM {schema}.usage WHERE tenant = $1 AND subject = $2 AND name = $3";
}
