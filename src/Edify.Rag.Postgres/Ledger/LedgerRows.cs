using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Ledger;

/// <summary>Entries as rows, and rows as entries.</summary>
internal static class LedgerRows
{
    /// <summary>The entries as one array a column: a group is one round trip.</summary>
    public static NpgsqlParameter[] Columns(IReadOnlyList<LedgerEntry> entries) =>
    [
        Column(entries, e => e.Key.DocumentId),
        Column(entries, e => PostgresText.Exact(e.Key.Tenant, "tenant")),
        Column(entries, e => PostgresText.Exact(e.Key.Source, "source")),
        Column(entries, e => PostgresText.Exact(e.Key.Name, "name")),
        Column(entries, e => LedgerPlace.Of(e.Key.Source, e.Key.Name)),
        Column(entries, e => PostgresText.Exact(e.ETag, "ETag")),
        Column(entries, e => e.Size),
        Column(entries, e => PostgresText.Exact(e.Fingerprint, "fingerprint")),
        Column(entries, e => e.Status.ToString()),
        Column(entries, e => PostgresText.Readable(e.Reason)),
        Column(entries, e => e.Chunks),
        Column(entries, e => e.Attempts),
        Column(entries, e => e.ProcessedAt.ToUniversalTime()),
    ];

    public static LedgerEntry Read(string tenant, NpgsqlDataReader row) =>
        new(new(tenant, row.GetString(0), row.GetString(1)), row.GetString(2), row.GetInt64(3))
        {
            Fingerprint = row.GetString(4),
            Status = Status(row.GetString(5)),
            Reason = row.GetString(6),
            Chunks = row.GetInt32(7),
            Attempts = row.GetInt32(8),
            ProcessedAt = row.GetFieldValue<DateTimeOffset>(9),
        };

    // A status that only a newer program knows is not a success: at worst the document is processed once more.
    private static LedgerStatus Status(string name) => Enum.TryParse<LedgerStatus>(name, out var status) ? status : LedgerStatus.Failed;

    private static NpgsqlParameter Column<T>(IReadOnlyList<LedgerEntry> entries, Func<LedgerEntry, T> value)
    {
        var column = new T[entries.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(entries[i]);
        return NpgsqlCommands.Value(column);
    }
}
