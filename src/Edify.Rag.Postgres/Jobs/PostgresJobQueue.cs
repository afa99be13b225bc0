using System.Runtime.CompilerServices;
using Edify.Rag.Postgres.Connection;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Jobs;

/// <summary>The queue as a table: takers skip what others have locked, and every lease has a token that only grows.</summary>
internal sealed class PostgresJobQueue(PostgresDatabase database) : IJobQueue
{
    private const int GroupSize = 2_000;
    private const int PageSize = 1_000;
    private const int PurgeSize = 5_000;

    private readonly JobStatements _sql = new(database.Schema);

    public async ValueTask<int> EnqueueAsync(IReadOnlyList<JobRequest> jobs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        cancellationToken.ThrowIfCancellationRequested();
        var groups = jobs.GroupBy(j => j.Id, (_, same) => same.Last()).Chunk(GroupSize).Select(JobRows.Columns).ToList();
        if (groups.Count == 0) return 0;
        return await database.TransactAsync(
            async (connection, token) =>
            {
                long added = 0;
                // Parameters belong to one command, so a repeated transaction makes its own.
                foreach (var columns in groups)
                    added += (long)(await connection.Command(_sql.Enqueue, columns()).ScalarAsync(token).ConfigureAwait(false))!;
                return (int)added;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<JobLease>> TakeAsync(JobClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim.Worker);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(claim.Duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Limit, 1);
        var worker = PostgresText.Exact(claim.Worker, "worker");
        var leases = new List<JobLease>();
        while (true)
        {
            var open = claim.Limit - leases.Count;
            var taken = await database.ExecuteAsync((connection, token) => TakeAsync(connection, claim, worker, open, token), cancellationToken).ConfigureAwait(false);
            leases.AddRange(taken.Where(t => t.IsAlive).OrderBy(t => t.Place).Select(t => t.Lease));

            // Jobs that died on the way make room for those behind them.
            if (taken.Count < open || taken.TrueForAll(t => t.IsAlive)) return leases;
        }
    }

    public ValueTask<bool> RenewAsync(JobLease lease, TimeSpan extension, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(extension, TimeSpan.Zero);
        return ChangeAsync(lease, _sql.Renew, [extension], cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(JobLease lease, CancellationToken cancellationToken = default) =>
        ChangeAsync(lease, _sql.Complete, [], cancellationToken);

    public ValueTask<bool> FailAsync(JobLease lease, JobFailure failure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentOutOfRangeException.ThrowIfLessThan(failure.Delay, TimeSpan.Zero);
        return ChangeAsync(lease, _sql.Fail, [failure.Delay, failure.IsFinal, PostgresText.Readable(failure.Reason)], cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(JobLease lease, CancellationToken cancellationToken = default) =>
        ChangeAsync(lease, _sql.Release, [], cancellationToken);

    public async ValueTask<JobCounts> CountAsync(string? tenant = null, string? kind = null, CancellationToken cancellationToken = default)
    {
        var rows = await database.ExecuteAsync(
            (connection, token) => connection
                .Command(_sql.Count, NpgsqlCommands.Optional(tenant, NpgsqlDbType.Text), NpgsqlCommands.Optional(kind, NpgsqlDbType.Text))
                .ReadAsync(row => new JobCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), token),
            cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    public async IAsyncEnumerable<DeadJob> ListDeadAsync(
        string? tenant = null, string? kind = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        DeadJob? last = null;
        while (true)
        {
            var after = last;
            var page = await database.ExecuteAsync((connection, token) => connection.Command(
                _sql.ListDead,
                NpgsqlCommands.Optional(tenant, NpgsqlDbType.Text),
                NpgsqlCommands.Optional(kind, NpgsqlDbType.Text),
                NpgsqlCommands.Optional(after?.EndedAt, NpgsqlDbType.TimestampTz),
                NpgsqlCommands.Optional(after?.Job.Id, NpgsqlDbType.Uuid),
                NpgsqlCommands.Value(PageSize)).ReadAsync(JobRows.ReadDead, token), cancellationToken).ConfigureAwait(false);
            foreach (var job in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return job;
            }

            if (page.Count < PageSize) yield break;
            last = page[^1];
        }
    }

    public async ValueTask<long> PurgeAsync(TimeSpan age, bool includeDead = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        long purged = 0;
        while (true)
        {
            var count = await database.ExecuteAsync(
                (connection, token) => connection
                    .Command(_sql.Purge, NpgsqlCommands.Value(age), NpgsqlCommands.Value(includeDead), NpgsqlCommands.Value(PurgeSize)).RunAsync(token),
                cancellationToken).ConfigureAwait(false);
            purged += count;
            if (count < PurgeSize) return purged;
        }
    }

    private Task<List<(bool IsAlive, JobLease Lease, long Place)>> TakeAsync(
        NpgsqlConnection connection, JobClaim claim, string worker, int limit, CancellationToken cancellationToken)
    {
        var command = connection.Command(
            claim.Kinds.Count == 0 ? _sql.Take : _sql.TakeOfKinds, NpgsqlCommands.Value(worker), NpgsqlCommands.Value(claim.Duration), NpgsqlCommands.Value(limit));
        if (claim.Kinds.Count > 0) command.Parameters.Add(NpgsqlCommands.Value(claim.Kinds.ToArray()));
        return command.ReadAsync(row => JobRows.ReadLease(claim, row), cancellationToken);
    }

    private async ValueTask<bool> ChangeAsync(JobLease lease, string sql, object[] values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var changed = await database.ExecuteAsync(
            (connection, token) =>
            {
                var command = connection.Command(sql, NpgsqlCommands.Value(lease.Job.Id), NpgsqlCommands.Value(lease.Token));
                foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
                return command.RunAsync(token);
            },
            cancellationToken).ConfigureAwait(false);
        return changed > 0;
    }
}
