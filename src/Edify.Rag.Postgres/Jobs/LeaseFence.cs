using Edify.Rag.Postgres.Connection;
using Npgsql;

namespace Edify.Rag.Postgres.Jobs;

/// <summary>Ties what a transaction writes to the lease it was made under.</summary>
internal sealed class LeaseFence(string schema)
{
    private readonly JobStatements _sql = new(schema);

    /// <summary>Locks the job until the transaction ends, so that nobody takes it before what is written under its lease counts.</summary>
    /// <exception cref="LeaseLostException">The lease is not held.</exception>
    public async Task HoldAsync(NpgsqlConnection connection, JobLease lease, CancellationToken cancellationToken)
    {
        var held = await connection.Command(_sql.Hold, NpgsqlCommands.Value(lease.Job.Id), NpgsqlCommands.Value(lease.Token))
            .ScalarAsync(cancellationToken).ConfigureAwait(false);
        if (held is null) throw new LeaseLostException(lease);
    }

    /// <summary>Ends the job as done with the transaction.</summary>
    /// <exception cref="LeaseLostException">The lease is not held.</exception>
    public async Task EndAsync(NpgsqlConnection connection, JobLease lease, CancellationToken cancellationToken)
    {
        var ended = await connection.Command(_sql.Complete, NpgsqlCommands.Value(lease.Job.Id), NpgsqlCommands.Value(lease.Token))
            .RunAsync(cancellationToken).ConfigureAwait(false);
        if (ended == 0) throw new LeaseLostException(lease);
    }
}
