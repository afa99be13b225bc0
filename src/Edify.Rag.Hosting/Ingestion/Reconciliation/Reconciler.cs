using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion.Reconciliation;

/// <summary>One reconciliation: compare, mend, process what is missing.</summary>
internal sealed class Reconciler(IngestionParts plain, ServiceGates gates, IngestionRequest request, ILogger logger)
{
    private readonly IngestionParts _parts = new RunServices(plain, gates, logger.Happened).Decorate();
    private readonly long _started = plain.Time.GetTimestamp();

    public async Task<ReconciliationReport> RunAsync(bool mend, CancellationToken cancellationToken)
    {
        var comparison = new SourceComparison(_parts, request, request.Source ?? plain.Source.Location);
        var found = await comparison.CompareAsync(cancellationToken).ConfigureAwait(false);
        var report = new ReconciliationReport { Documents = comparison.Documents, Differences = found.ConvertAll(f => f.Difference) };
        if (mend && found.Count > 0) report = await MendAsync(report, found, cancellationToken).ConfigureAwait(false);
        logger.Reconciled(plain.Source.Location, report.Documents, report.Differences.Count, report.ChunksRemoved);
        return report with { Elapsed = plain.Time.GetElapsedTime(_started) };
    }

    private async Task<ReconciliationReport> MendAsync(ReconciliationReport report, List<FoundDifference> found, CancellationToken cancellationToken)
    {
        var mending = new DifferenceMending(_parts, request.Tenant);
        var toProcess = await mending.MendAsync(found, cancellationToken).ConfigureAwait(false);
        var processed = toProcess.Count == 0 ? null
            : await new IngestionRun(plain, gates, request with { Force = false, Recreate = false }, null, null, logger, toProcess)
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return report with { Mended = true, ChunksRemoved = mending.Removed, Processed = processed };
    }
}
