using Edify.Rag.Postgres.Connection;

namespace Edify.Rag.Postgres.Jobs;

/// <summary>Erases the jobs of a tenant, or those of its documents: their keys are the documents' names.</summary>
/// <remarks>A worker that has one of them in its hands finds that it has lost it, and writes nothing.</remarks>
internal sealed class ErasableJobs(PostgresDatabase database) : IErasable
{
    private readonly string _ofTenant = $"DELETE FROM {database.Schema}.jobs WHERE tenant = $1";
    private readonly string _ofDocuments = $"DELETE FROM {database.Schema}.jobs WHERE tenant = $1 AND (key = ANY ($2) OR payload LIKE ANY ($3) OR next_payload LIKE ANY ($3))";

    public string Name => "jobs";

    public async ValueTask<long?> EraseAsync(ErasureOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var tenant = PostgresText.Readable(order.Request.Tenant);
        string[] names = [.. order.Documents.Select(key => PostgresText.Readable(key.Name)).Distinct(StringComparer.Ordinal)];
        if (!order.IsTenant && names.Length == 0) return 0;

        // A payload is JSON or text of the kind's own that may name the document.
        var payloads = Array.ConvertAll(names, name => $"%{Escaped(name)}%");
        return await database.ExecuteAsync(
            (connection, token) => (order.IsTenant
                ? connection.Command(_ofTenant, NpgsqlCommands.Value(tenant))
                : connection.Command(_ofDocuments, NpgsqlCommands.Value(tenant), NpgsqlCommands.Value(names), NpgsqlCommands.Value(payloads))).RunAsync(token),
            cancellationToken).ConfigureAwait(false);
    }

    private static string Escaped(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
