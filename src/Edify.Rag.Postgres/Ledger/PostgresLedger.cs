using System.Runtime.CompilerServices;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Jobs;
using Npgsql;

namespace Edify.Rag.Postgres.Ledger;

/// <summary>The ledger as a table that any number of machines write, beside the job queue that fences them.</summary>
/// <remarks>Listings are read in pages: none of them holds a connection, or a snapshot that would keep the server from vacuuming.</remarks>
internal sealed class PostgresLedger(PostgresDatabase database) : IFencedIngestionLedger
{
    private const int PageSize = 1_000;

    // A statement's arrays stay within a few megabytes, whatever the group.
    private const int GroupSize = 2_000;

    private readonly LedgerStatements _sql = new(database.Schema);
    private readonly LeaseFence _fence = new(database.Schema);

    public async ValueTask<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var found = await database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.Find, NpgsqlCommands.Value(key.DocumentId)).ReadAsync(row => LedgerRows.Read(key.Tenant, row), token),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken = default) =>
        ChangeAsync(entries, [], null, ends: false, cancellationToken);

    public ValueTask WriteAsync(IReadOnlyList<LedgerEntry> entries, JobLease fence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fence);
        return ChangeAsync(entries, [], fence, ends: false, cancellationToken);
    }

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, CancellationToken cancellationToken = default) =>
        ChangeAsync([], keys, null, ends: false, cancellationToken);

    public ValueTask RemoveAsync(IReadOnlyList<LedgerKey> keys, JobLease fence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fence);
        return ChangeAsync([], keys, fence, ends: false, cancellationToken);
    }

    public ValueTask CommitAsync(
        JobLease lease, IReadOnlyList<LedgerEntry> entries, IReadOnlyList<LedgerKey> removals, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return ChangeAsync(entries, removals, lease, ends: true, cancellationToken);
    }

    public async IAsyncEnumerable<LedgerEntry> ListAsync(
        string tenant, string? source = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var after = source is null ? LedgerPlace.First : LedgerPlace.StartOf(source);
        var before = source is null ? LedgerPlace.Last : LedgerPlace.EndOf(source);
        while (true)
        {
            var page = await database.ExecuteAsync(
                (connection, token) => connection
                    .Command(_sql.List, NpgsqlCommands.Value(tenant), NpgsqlCommands.Value(after), NpgsqlCommands.Value(before), NpgsqlCommands.Value(PageSize))
                    .ReadAsync(row => (Entry: LedgerRows.Read(tenant, row), Place: row.GetFieldValue<byte[]>(10)), token),
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row.Entry;
            }

            if (page.Count < PageSize) yield break;
            after = page[^1].Place;
        }
    }

    private async ValueTask ChangeAsync(
        IReadOnlyList<LedgerEntry> entries, IReadOnlyList<LedgerKey> removals, JobLease? lease, bool ends, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(removals);
        cancellationToken.ThrowIfCancellationRequested();
        if (entries.Count == 0 && removals.Count == 0 && lease is null) return;

        // The last entry of a document counts. In order of identifiers, groups that overlap wait for each other, and don't lock each other out.
        var groups = entries
            .GroupBy(e => e.Key.DocumentId, (id, same) => (Id: id, Entry: same.Last()))
            .OrderBy(e => e.Id)
            .Select(e => e.Entry)
            .Chunk(GroupSize)
            .ToList();
        var gone = removals.Select(k => k.DocumentId).Distinct().Order().ToArray();
        if (lease is null && groups.Count + (gone.Length > 0 ? 1 : 0) == 1) await database.ExecuteAsync(ApplyAsync, cancellationToken).ConfigureAwait(false);
        else await database.TransactAsync(ApplyAsync, cancellationToken).ConfigureAwait(false);

        async Task<bool> ApplyAsync(NpgsqlConnection connection, CancellationToken token)
        {
            if (lease is not null) await _fence.HoldAsync(connection, lease, token).ConfigureAwait(false);
            foreach (var group in groups) await connection.Command(_sql.Write, LedgerRows.Columns(group)).RunAsync(token).ConfigureAwait(false);
            if (gone.Length > 0) await connection.Command(_sql.Remove, NpgsqlCommands.Value(gone)).RunAsync(token).ConfigureAwait(false);
            if (ends) await _fence.EndAsync(connection, lease!, token).ConfigureAwait(false);
            return true;
        }
    }
}
