using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One run over one source: list → skip the unchanged → read and chunk in parallel → embed and write → remove what is gone.</summary>
internal sealed class IngestionRun(IngestionParts parts, IngestionRequest request, IProgress<IngestionProgress>? progress, ILogger logger)
{
    // How far the listing may be ahead of the reading: far enough to tell how much is left of most runs.
    private const int ListAhead = 16_384;
    private const int RemoveAtOnce = 256;

    private readonly string _source = request.Source ?? parts.Source.Location;
    private readonly RunTally _tally = new(parts.Time, progress);
    private readonly Channel<BlobItem> _blobs = Channel.CreateBounded<BlobItem>(ListAhead);
    private readonly Channel<WorkItem> _work = Channel.CreateBounded<WorkItem>(parts.Options.BatchSize * 2);

    public async Task<IngestionReport> ExecuteAsync(CancellationToken cancellationToken)
    {
        logger.RunStarted(_source, request.Tenant);
        var listing = parts.Source.ListAsync(request.Prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = listing.ConfigureAwait(false);

        // The first page comes before anything is created: a wrong folder leaves no trace.
        var hasBlobs = await listing.MoveNextAsync().ConfigureAwait(false);
        var fingerprint = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        if (hasBlobs) await ProcessAsync(listing, fingerprint, known, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(known.Values, cancellationToken).ConfigureAwait(false);

        var report = _tally.Report();
        logger.RunEnded(_source, report.Listed, report.Ingested, report.Unchanged, report.Removed, report.Failed.Count);
        return report;
    }

    private async Task<ProcessingFingerprint> PrepareAsync(CancellationToken cancellationToken)
    {
        var embedder = await parts.Embedder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var collection = new CollectionDefinition(parts.Collection, embedder.Dimension, embedder.Id, ChunkRecords.Fields);
        await parts.Store.EnsureCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
        return new(parts.Readers, parts.Chunker.Fingerprint, embedder.Id, parts.Metadata.Fingerprint);
    }

    private async Task<Dictionary<string, LedgerEntry>> KnownAsync(CancellationToken cancellationToken)
    {
        var known = await new LedgerReconciliation(parts, request.Tenant, _source).KnownAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in known.Keys.Where(n => !n.StartsWith(request.Prefix, StringComparison.Ordinal)).ToList()) known.Remove(name);
        return known;
    }

    /// <summary>Runs the stages side by side; when one fails the others stop, and its error is the run's.</summary>
    private async Task ProcessAsync(
        IAsyncEnumerator<BlobItem> listing, ProcessingFingerprint fingerprint, Dictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        var budget = new ByteBudget(parts.Options.MaxBytesInFlight);
        var feed = new DocumentFeed(parts, fingerprint, budget, _work.Writer, logger);
        var writer = new ChunkWriter(parts, budget, _tally, logger);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await StageGroup.RunAsync(
            stop,
            [
                ListAsync(listing, stop.Token),
                ReadAsync(feed, fingerprint, known, stop.Token),
                writer.RunAsync(_work.Reader, stop.Token),
            ]).ConfigureAwait(false);
    }

    private async Task ListAsync(IAsyncEnumerator<BlobItem> listing, CancellationToken cancellationToken)
    {
        do
        {
            if (!parts.Options.IncludeHidden && HiddenNames.IsHidden(listing.Current.Name)) continue;
            _tally.Listed();
            await _blobs.Writer.WriteAsync(listing.Current, cancellationToken).ConfigureAwait(false);
        }
        while (await listing.MoveNextAsync().ConfigureAwait(false));

        _tally.ListingComplete();
        _blobs.Writer.Complete();
    }

    private async Task ReadAsync(
        DocumentFeed feed, ProcessingFingerprint fingerprint, Dictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = parts.Options.Parallelism > 0 ? parts.Options.Parallelism : Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(_blobs.Reader.ReadAllAsync(cancellationToken), parallel, async (blob, token) =>
        {
            LedgerEntry? entry;
            lock (known) known.Remove(blob.Name, out entry);
            if (!request.Force && IsUnchanged(blob, entry, fingerprint))
                _tally.Unchanged(blob.Name);
            else
                await feed.FeedAsync(new(new(request.Tenant, _source, blob.Name), blob, entry), token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        _work.Writer.Complete();
    }

    private static bool IsUnchanged(BlobItem blob, LedgerEntry? entry, ProcessingFingerprint fingerprint) =>
        entry is { Status: LedgerStatus.Ingested } && entry.ETag == blob.ETag && entry.Size == blob.Size && fingerprint.IsCurrent(entry.Fingerprint);

    // What is left of the known after the listing is gone from the source.
    private async Task RemoveAsync(IEnumerable<LedgerEntry> gone, CancellationToken cancellationToken)
    {
        foreach (var group in gone.Chunk(RemoveAtOnce))
        {
            var documents = group.Select(e => e.Key.DocumentId);
            await parts.Store.DeleteAsync(parts.Collection, FieldFilter.Documents(request.Tenant, documents), cancellationToken).ConfigureAwait(false);
            await parts.Ledger.RemoveAsync([.. group.Select(e => e.Key)], cancellationToken).ConfigureAwait(false);
            foreach (var entry in group) _tally.Removed(entry.Key.Name);
        }
    }
}
