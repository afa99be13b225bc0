namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>How many bytes of documents a tenant stores.</summary>
internal static class StoredBytes
{
    public static UsageCounter CounterOf(string tenant) => new(tenant, UsageSubject.Tenant, string.Empty, UsageKind.StorageBytes, UsagePeriod.Always, DateOnly.MinValue);

    /// <summary>Sets the counter to what the ledger has; documents that failed and have no chunks store nothing.</summary>
    public static async Task CountAsync(IIngestionLedger ledger, UsageBook book, string tenant, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await ledger.ListAsync(tenant, cancellationToken: cancellationToken)
                .Where(entry => entry.Chunks > 0).Select(entry => entry.Size).SumAsync(cancellationToken).ConfigureAwait(false);
            await book.WriteAsync([new(CounterOf(tenant), bytes) { IsLevel = true }]).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RagException)
        {
            // The ingestion has its own word about its ledger; the next one counts.
            book.Failed(e);
        }
    }
}
