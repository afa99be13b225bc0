using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Jobs;

/// <summary>Jobs as rows, and rows as jobs.</summary>
internal static class JobRows
{
    /// <summary>The jobs as one array a column, checked at once; a call makes the parameters of one command.</summary>
    public static Func<NpgsqlParameter[]> Columns(JobRequest[] jobs)
    {
        var ids = Array.ConvertAll(jobs, j => j.Id);
        var tenants = Array.ConvertAll(jobs, j => PostgresText.Exact(j.Tenant, "tenant"));
        var kinds = Array.ConvertAll(jobs, j => PostgresText.Exact(j.Kind, "kind"));
        var keys = Array.ConvertAll(jobs, j => PostgresText.Exact(j.Key, "key"));
        var payloads = Array.ConvertAll(jobs, j => PostgresText.Exact(j.Payload, "payload"));
        var limits = Array.ConvertAll(jobs, j => j.MaxAttempts);
        return () =>
        [
            NpgsqlCommands.Value(ids), NpgsqlCommands.Value(tenants), NpgsqlCommands.Value(kinds),
            NpgsqlCommands.Value(keys), NpgsqlCommands.Value(payloads), NpgsqlCommands.Value(limits),
        ];
    }

    public static (bool IsAlive, JobLease Lease, long Place) ReadLease(JobClaim claim, NpgsqlDataReader row)
    {
        var job = new JobRequest(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)) { MaxAttempts = row.GetInt32(5) };
        var lease = new JobLease(job, claim.Worker, row.GetInt64(6))
        {
            Attempt = row.GetInt32(7),
            Duration = claim.Duration,
            ExpiresAt = row.GetFieldValue<DateTimeOffset>(8),
        };
        return (row.GetBoolean(0), lease, row.GetInt64(9));
    }

    public static DeadJob ReadDead(NpgsqlDataReader row)
    {
        var job = new JobRequest(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)) { MaxAttempts = row.GetInt32(4) };
        return new(job, row.GetString(5), row.GetInt32(6), row.GetFieldValue<DateTimeOffset>(7));
    }
}
