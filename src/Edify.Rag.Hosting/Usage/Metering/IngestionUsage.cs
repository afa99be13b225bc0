using System.Globalization;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Usage.Quotas;

namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>Counts what ingestion consumes, and lets documents in while their tenant's plan has room for them.</summary>
/// <remarks>What is stored is read from the ledger after each change, so that no mistake of the counter outlives the next one. Its bytes are taken before it is read, so that documents side by side do not overshoot together; what fails gives its bytes back with the count after the run.</remarks>
internal sealed class IngestionUsage(IUsageMeter meter, UsageBook book, Func<QuotaOptions> options)
{
    /// <summary>Counts what was embedded, and sets what is stored to what the ledger has.</summary>
    public async Task SettleAsync(UsageAccount account, IIngestionLedger ledger, CancellationToken cancellationToken)
    {
        await book.CountAsync(account.Owner, account.Close()).ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested) await StoredBytes.CountAsync(ledger, book, account.Owner.Tenant, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why a document must not be read; <see langword="null"/> when it may.</summary>
    public async ValueTask<string?> RefuseAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        var tenant = job.Key.Tenant;
        var limits = QuotaLimits.OfTenant(options(), tenant).Where(limit => limit.Kind is UsageKind.StorageBytes or UsageKind.Embeddings).ToList();
        if (limits.Count == 0) return null;
        var day = book.Today(tenant);
        var grown = job.Blob.Size - (job.Previous is { Chunks: > 0 } previous ? previous.Size : 0);
        var charges = limits.ConvertAll(limit => new UsageCharge(
            new(tenant, UsageSubject.Tenant, string.Empty, limit.Kind, limit.Period, UsageCalendar.StartOf(limit.Period, day)),
            limit.Kind == UsageKind.StorageBytes ? grown : 0) { Limit = limit.Kind == UsageKind.StorageBytes && grown <= 0 ? null : limit.Max });
        try
        {
            var decision = await meter.ChargeAsync(charges, cancellationToken).ConfigureAwait(false);
            return decision.Allowed ? null : Say(limits[decision.Exceeded[0]]);
        }
        catch (Exception e) when (e is RagException)
        {
            book.Failed(e);
            return options().OnMeterFailure == MeterFailure.Refuse ? "What the school stores can't be counted just now; the next run tries again." : null;
        }
    }

    private static string Say(QuotaLimit limit) => limit.Kind == UsageKind.StorageBytes
        ? string.Create(CultureInfo.InvariantCulture, $"The plan '{limit.Plan}' allows {limit.Max:#,0} bytes of documents, and this one goes beyond. Remove others, or raise StorageBytes; the next run tries again.")
        : string.Create(CultureInfo.InvariantCulture, $"The plan '{limit.Plan}' allows {limit.Max:#,0} embeddings a {limit.Period}, which are used up. A run after that tries again.");
}
