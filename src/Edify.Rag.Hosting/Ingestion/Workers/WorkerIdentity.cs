namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Which work a process shares, and under which name.</summary>
/// <remarks>
/// Tenant and source are part of the kind of a job: a process takes only jobs whose documents it can reach. A document has one
/// job, whatever is to be done with it, so that no two processes are at it at once.
/// </remarks>
internal sealed record WorkerIdentity(string Tenant, string Source, string Prefix)
{
    /// <summary>This process, for people.</summary>
    public string Worker { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>The kind of the documents' jobs.</summary>
    public string Documents => $"ingest {Tenant} {Source}";

    /// <summary>The kind of the job that lists the source; there is one.</summary>
    public string Listing => $"list {Tenant} {Source}";

    public static WorkerIdentity Of(IngestionWorkerOptions options, IngestionParts parts) => new(
        options.Tenant.Length > 0 ? options.Tenant : parts.DefaultTenant,
        options.Source.Length > 0 ? options.Source : parts.Source.Location,
        options.Prefix);

    public LedgerKey Key(string name) => new(Tenant, Source, name);
}
