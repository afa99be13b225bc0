using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>What workers log: names and counts, never the text of documents.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(40, LogLevel.Information, "Worker {Worker} shares {Source} of tenant {Tenant} with others: {Roles}.")]
    public static partial void WorkerShares(this ILogger logger, string worker, string source, string tenant, IngestionWorkerRoles roles);

    [LoggerMessage(41, LogLevel.Information, "Ingesting {Source} of tenant {Tenant} alone, on schedule: {Why}")]
    public static partial void WorkerAlone(this ILogger logger, string source, string tenant, string why);

    [LoggerMessage(42, LogLevel.Information, "Listed {Source}: {Listed} documents, {Enqueued} to process, {Removed} to remove, {Dead} given up.")]
    public static partial void SourceListed(this ILogger logger, string source, int listed, int enqueued, int removed, int dead);

    [LoggerMessage(43, LogLevel.Information, "Nothing is left to take: {Ingested} documents ingested, {Updated} with new fields alone, {Failed} failed, {Removed} removed by this worker in {Elapsed}.")]
    public static partial void WorkDone(this ILogger logger, int ingested, int updated, int failed, int removed, TimeSpan elapsed);

    [LoggerMessage(44, LogLevel.Warning, "The lease of {Name} is lost; another worker may have it, and this one leaves it alone.")]
    public static partial void LeaseLost(this ILogger logger, string name);

    [LoggerMessage(45, LogLevel.Warning, "The lease of {Name} could not be renewed.")]
    public static partial void LeaseNotRenewed(this ILogger logger, Exception exception, string name);

    [LoggerMessage(46, LogLevel.Error, "The worker's {Duty} stopped, and goes on in {Delay}: {Reason}")]
    public static partial void DutyStopped(this ILogger logger, Exception exception, string duty, TimeSpan delay, string reason);

    [LoggerMessage(47, LogLevel.Warning, "{Count} documents could not be given back; others get them when their leases run out.")]
    public static partial void JobsLeft(this ILogger logger, Exception exception, int count);
}
