using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Usage.Quotas;

namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>Counts what ingestion embeds and stores, as its tenant's.</summary>
internal sealed class MeteredIngestion(IIngestionPipeline inner, IIngestionLedger ledger, IngestionUsage usage) : IIngestionPipeline
{
    public Task<IngestionReport> RunAsync(IngestionRequest request, IProgress<IngestionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OnAccountAsync(request.Tenant, () => inner.RunAsync(request, progress, cancellationToken), cancellationToken);
    }

    public IAsyncEnumerable<IngestionEvent> RunAsStreamAsync(IngestionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        // What is wrong with the request is told at once, as without this.
        return StreamAsync(request.Tenant, inner.RunAsStreamAsync(request, cancellationToken), cancellationToken);
    }

    public IAsyncEnumerable<PlannedDocument> PlanAsync(IngestionRequest request, CancellationToken cancellationToken = default) => inner.PlanAsync(request, cancellationToken);

    public Task<ReconciliationReport> ReconcileAsync(IngestionRequest request, bool mend, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return mend
            ? OnAccountAsync(request.Tenant, () => inner.ReconcileAsync(request, mend, cancellationToken), cancellationToken)
            : inner.ReconcileAsync(request, mend, cancellationToken);
    }

    public Task<long?> DeleteAsync(string tenant, string name, string? source = null, CancellationToken cancellationToken = default) =>
        OnAccountAsync(tenant, () => inner.DeleteAsync(tenant, name, source, cancellationToken), cancellationToken);

    private async Task<T> OnAccountAsync<T>(string tenant, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var account = UsageAccount.OfTenant(tenant);
        try
        {
            Task<T> run;
            using (account.Enter()) run = work();
            return await run.ConfigureAwait(false);
        }
        finally
        {
            await usage.SettleAsync(account, ledger, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<IngestionEvent> StreamAsync(
        string tenant, IAsyncEnumerable<IngestionEvent> run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var account = UsageAccount.OfTenant(tenant);
        try
        {
            await foreach (var happened in run.On(account, cancellationToken).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            await usage.SettleAsync(account, ledger, cancellationToken).ConfigureAwait(false);
        }
    }
}
