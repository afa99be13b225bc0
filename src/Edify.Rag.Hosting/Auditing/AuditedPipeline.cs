using System.Globalization;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Writes administrative actions before they begin, and what became of them.</summary>
internal sealed class AuditedPipeline(IIngestionPipeline inner, AuditTrail trail, IIngestionLedger ledger) : IIngestionPipeline
{
    public async Task<IngestionReport> RunAsync(
        IngestionRequest request, IProgress<IngestionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await BeginsAsync(request, "ingest", cancellationToken).ConfigureAwait(false);
        var report = await inner.RunAsync(request, progress, cancellationToken).ConfigureAwait(false);
        await EndedAsync(request.Tenant, report, cancellationToken).ConfigureAwait(false);
        return report;
    }

    public async IAsyncEnumerable<IngestionEvent> RunAsStreamAsync(
        IngestionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await BeginsAsync(request, "ingest", cancellationToken).ConfigureAwait(false);
        await foreach (var happened in inner.RunAsStreamAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (happened is IngestionEvent.Completed completed) await EndedAsync(request.Tenant, completed.Report, cancellationToken).ConfigureAwait(false);
            yield return happened;
        }
    }

    public IAsyncEnumerable<PlannedDocument> PlanAsync(IngestionRequest request, CancellationToken cancellationToken = default) => inner.PlanAsync(request, cancellationToken);

    public async Task<ReconciliationReport> ReconcileAsync(IngestionRequest request, bool mend, CancellationToken cancellationToken = default)
    {
        if (mend) await BeginsAsync(request, "reconcile", cancellationToken).ConfigureAwait(false);
        return await inner.ReconcileAsync(request, mend, cancellationToken).ConfigureAwait(false);
    }

    public async Task<long?> DeleteAsync(string tenant, string name, string? source = null, CancellationToken cancellationToken = default)
    {
        if (!trail.IsOn) return await inner.DeleteAsync(tenant, name, source, cancellationToken).ConfigureAwait(false);
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);

        // By their identifiers: a name may say something about a person.
        var documents = new List<Guid>();
        await foreach (var entry in ledger.ListAsync(tenant, source, cancellationToken).ConfigureAwait(false))
            if (entry.Key.Name == name) documents.Add(entry.Key.DocumentId);
        await trail.WriteAsync(tenant, AuditActor.Current, AuditActions.Delete, documents, [], text: null, cancellationToken).ConfigureAwait(false);
        return await inner.DeleteAsync(tenant, name, source, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask BeginsAsync(IngestionRequest request, string what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return trail.WriteAsync(
            request.Tenant, AuditActor.Current, AuditActions.Ingest, [], [("begins", what), ("forced", request.Force ? "true" : null), ("recreated", request.Recreate ? "true" : null)], text: null, cancellationToken);
    }

    private ValueTask EndedAsync(string tenant, IngestionReport report, CancellationToken cancellationToken) => trail.WriteAsync(
        tenant,
        AuditActor.Current,
        AuditActions.Ingest,
        [],
        [("ended", "ingest"), ("ingested", Number(report.Ingested)), ("removed", Number(report.Removed)), ("unchanged", Number(report.Unchanged)), ("failed", Number(report.Failed.Count))],
        text: null,
        cancellationToken);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
