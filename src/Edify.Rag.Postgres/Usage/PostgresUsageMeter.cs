using System.Runtime.CompilerServices;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Usage;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Usage;

/// <summary>A meter as a table, which any number of machines count by.</summary>
/// <remarks>A charge is one statement, which locks the counters it adds to: no two overshoot a limit together, whatever machine they are from.</remarks>
internal sealed class PostgresUsageMeter(PostgresDatabase database) : IUsageMeter
{
    private const int PageSize = 1_000;

    private readonly UsageStatements _sql = new(database.Schema);

    public async ValueTask<UsageDecision> ChargeAsync(IReadOnlyList<UsageCharge> charges, CancellationToken cancellationToken = default)
    {
        UsageRules.Check(charges);
        cancellationToken.ThrowIfCancellationRequested();
        if (charges.Count == 0) return new(true, [], []);
        var rows = await database.ExecuteAsync(
            (connection, token) => connection.Command(
                _sql.Charge,
                [
                    .. UsageRows.Keys(charges.Select(charge => charge.Counter)),
                    NpgsqlCommands.Value<long[]>([.. charges.Select(charge => charge.Amount)]),
                    NpgsqlCommands.Value<long?[]>([.. charges.Select(charge => charge.Limit)]),
                    NpgsqlCommands.Value<bool[]>([.. charges.Select(charge => charge.IsLevel)]),
                ]).ReadAsync(row => (Stands: row.GetInt64(0), Exceeds: row.GetBoolean(1)), token),
            cancellationToken).ConfigureAwait(false);
        var exceeded = Enumerable.Range(0, rows.Count).Where(i => rows[i].Exceeds).ToList();
        return new(exceeded.Count == 0, rows.ConvertAll(row => row.Stands), exceeded);
    }

    public async ValueTask<IReadOnlyList<long>> ReadAsync(IReadOnlyList<UsageCounter> counters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counters);
        cancellationToken.ThrowIfCancellationRequested();
        return counters.Count == 0
            ? []
            : await database.ExecuteAsync(
                (connection, token) => connection.Command(_sql.Read, UsageRows.Keys(counters)).ReadAsync(row => row.GetInt64(0), token), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<UsageAmount> ListAsync(UsageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        UsageCounter? last = null;
        while (true)
        {
            var after = last;
            var page = await database.ExecuteAsync(
                (connection, token) => connection.Command(after is null ? _sql.ListFirst : _sql.ListNext, Page(query, after)).ReadAsync(UsageRows.Read, token),
                cancellationToken).ConfigureAwait(false);
            foreach (var amount in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return amount;
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].Counter;
        }
    }

    public async Task<long> PruneAsync(DateOnly before, CancellationToken cancellationToken = default) => await ChangeAsync(
        _sql.Prune, () => [NpgsqlCommands.Value((short)UsagePeriod.Day), NpgsqlCommands.Value(before), NpgsqlCommands.Value((short)UsagePeriod.Month)], cancellationToken).ConfigureAwait(false);

    public async Task<long> EraseAsync(string tenant, string? user = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        var ofTenant = PostgresText.Exact(tenant, nameof(tenant));
        return user is null
            ? await ChangeAsync(_sql.EraseTenant, () => [NpgsqlCommands.Value(ofTenant)], cancellationToken).ConfigureAwait(false)
            : await ChangeAsync(
                _sql.EraseUser,
                () => [NpgsqlCommands.Value(ofTenant), NpgsqlCommands.Value((short)UsageSubject.User), NpgsqlCommands.Value(PostgresText.Exact(user, nameof(user)))],
                cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlParameter[] Page(UsageQuery query, UsageCounter? after)
    {
        NpgsqlParameter[] page =
        [
            NpgsqlCommands.Value((short)query.Subject),
            NpgsqlCommands.Value((short)query.Period),
            NpgsqlCommands.Optional(query.Tenant, NpgsqlDbType.Text),
            NpgsqlCommands.Value(query.From),
            NpgsqlCommands.Value(query.To),
            NpgsqlCommands.Value(PageSize),
        ];
        return after is null
            ? page
            : [.. page, NpgsqlCommands.Value(after.Tenant), NpgsqlCommands.Value(after.Name), NpgsqlCommands.Value(after.Start), NpgsqlCommands.Value((short)after.Kind)];
    }

    // Parameters belong to one command, and a statement may be sent again.
    private async Task<long> ChangeAsync(string sql, Func<NpgsqlParameter[]> parameters, CancellationToken cancellationToken) =>
        await database.ExecuteAsync((connection, token) => connection.Command(sql, parameters()).RunAsync(token), cancellationToken).ConfigureAwait(false);
}
