using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Usage;

/// <summary>Counters as columns of arrays, and rows as counters.</summary>
internal static class UsageRows
{
    /// <summary>The keys of counters, a parameter for each column.</summary>
    /// <exception cref="ArgumentException">A name can't be stored.</exception>
    public static NpgsqlParameter[] Keys(IEnumerable<UsageCounter> counters)
    {
        var all = counters as IReadOnlyList<UsageCounter> ?? [.. counters];
        return
        [
            Column(all, c => PostgresText.Exact(c.Tenant, "tenant")),
            Column(all, c => (short)c.Subject),
            Column(all, c => PostgresText.Exact(c.Name, "name")),
            Column(all, c => (short)c.Kind),
            Column(all, c => (short)c.Period),
            Column(all, c => c.Start),
        ];
    }

    public static UsageAmount Read(NpgsqlDataReader row) => new(
        new(
            row.GetString(0),
            (UsageSubject)row.GetInt16(1),
            row.GetString(2),
            (UsageKind)row.GetInt16(3),
            (UsagePeriod)row.GetInt16(4),
            row.GetFieldValue<DateOnly>(5)),
        row.GetInt64(6));

    private static NpgsqlParameter Column<T>(IReadOnlyList<UsageCounter> counters, Func<UsageCounter, T> of) => NpgsqlCommands.Value<T[]>([.. counters.Select(of)]);
}
