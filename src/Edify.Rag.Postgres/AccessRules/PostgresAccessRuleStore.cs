using Edify.Rag.Postgres.Connection;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.AccessRules;

/// <summary>Access rules as a table that any number of machines read and write.</summary>
internal sealed class PostgresAccessRuleStore(PostgresDatabase database) : IAccessRuleStore
{
    private readonly string _list = $"SELECT target, allow, deny FROM {database.Schema}.access_rules WHERE tenant = $1";
    private readonly string _find = $"SELECT target, allow, deny FROM {database.Schema}.access_rules WHERE tenant = $1 AND target = ANY($2)";
    private readonly string _remove = $"DELETE FROM {database.Schema}.access_rules WHERE tenant = $1 AND target = $2";
    private readonly string _write = $"""
        INSERT INTO {database.Schema}.access_rules (tenant, target, allow, deny) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant, target) DO UPDATE SET allow = excluded.allow, deny = excluded.deny, changed_at = now()
        """;

    public async ValueTask<IReadOnlyList<AccessRule>> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return await ReadAsync(_list, () => [Tenant(tenant)], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<AccessRule>> FindAsync(string tenant, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(names);
        var targets = names.SelectMany(AccessRule.TargetsOf).Distinct(StringComparer.Ordinal).Select(t => PostgresText.Exact(t, "target")).ToArray();
        return targets.Length == 0 ? [] : await ReadAsync(_find, () => [Tenant(tenant), NpgsqlCommands.Value(targets)], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask WriteAsync(string tenant, AccessRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(rule);
        var allow = rule.Access.Allow?.ToArray();
        await RunAsync(_write, () =>
        [
            Tenant(tenant), NpgsqlCommands.Value(PostgresText.Exact(rule.Target, "target")),
            NpgsqlCommands.Optional(allow, NpgsqlDbType.Array | NpgsqlDbType.Text), NpgsqlCommands.Value(rule.Access.Deny.ToArray()),
        ], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> RemoveAsync(string tenant, string target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(target);
        return await RunAsync(_remove, () => [Tenant(tenant), NpgsqlCommands.Value(PostgresText.Exact(target, "target"))], cancellationToken).ConfigureAwait(false) > 0;
    }

    // In the order of UTF-16 units, which the server's is not. A rule that can't be read might be the one that closes a document.
    private async Task<IReadOnlyList<AccessRule>> ReadAsync(string sql, Func<NpgsqlParameter[]> parameters, CancellationToken cancellationToken)
    {
        var rules = await database.ExecuteAsync((connection, token) => connection.Command(sql, parameters()).ReadAsync(Read, token), cancellationToken).ConfigureAwait(false);
        return [.. rules.OrderBy(r => r.Target, StringComparer.Ordinal)];
    }

    private async Task<int> RunAsync(string sql, Func<NpgsqlParameter[]> parameters, CancellationToken cancellationToken) =>
        await database.ExecuteAsync((connection, token) => connection.Command(sql, parameters()).RunAsync(token), cancellationToken).ConfigureAwait(false);

    private AccessRule Read(NpgsqlDataReader row)
    {
        var target = row.GetString(0);
        try
        {
            return new(target, DocumentAccess.Create(row.IsDBNull(1) ? null : row.GetFieldValue<string[]>(1), row.GetFieldValue<string[]>(2)));
        }
        catch (FormatException e)
        {
            throw new RagStateException(
                $"{database.Schema}.access_rules", $"The access rule of '{target}' holds what is no principal ({e.Message}). Set it anew or remove it.", innerException: e);
        }
    }

    private static NpgsqlParameter Tenant(string tenant) => NpgsqlCommands.Value(PostgresText.Exact(tenant, "tenant"));
}
