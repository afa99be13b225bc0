using Edify.Rag.Hosting.Embedding;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One run over one source: see what is there and what is known, process the difference (<see cref="RunFlow"/>), remove what is gone.</summary>
internal sealed class IngestionRun
{
    private const int RemoveAtOnce = 256;

    private readonly IngestionParts _plain;
    private readonly IngestionParts _parts;
    private readonly IngestionRequest _request;
    private readonly RunServices _services;
    private readonly RunTally _tally;
    private readonly string _source;
    private readonly ILogger _logger;

    /// <param name="plain">The parts as they were assembled.</param>
    /// <param name="gates">The gates of their services.</param>
    /// <param name="request">What to ingest.</param>
    /// <param name="progress">Told after each document.</param>
    /// <param name="tell">Told of failures and of what services do.</param>
    /// <param name="logger">The log.</param>
    public IngestionRun(
        IngestionParts plain, ServiceGates gates, IngestionRequest request, IProgress<IngestionProgress>? progress, Action<IngestionEvent>? tell, ILogger logger)
    {
        (_plain, _request, _logger) = (plain, request, logger);
        _services = new(plain, gates, Tell);
        _parts = _services.Decorate();
        _source = request.Source ?? plain.Source.Location;
        _tally = new(plain.Time, progress, Tell);

        void Tell(IngestionEvent happened)
        {
            logger.Happened(happened);
            tell?.Invoke(happened);
        }
    }

    public async Task<IngestionReport> ExecuteAsync(CancellationToken cancellationToken)
    {
        _logger.RunStarted(_source, _request.Tenant);
        var listing = _parts.Source.ListAsync(_request.Prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = listing.ConfigureAwait(false);

        // The first page comes before anything is created: a wrong folder leaves no trace.
        var hasBlobs = await listing.MoveNextAsync().ConfigureAwait(false);
        var embedder = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        if (hasBlobs) await ProcessAsync(listing, embedder, known, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(known.Values, cancellationToken).ConfigureAwait(false);

        var report = _tally.Report();
        _logger.RunEnded(_source, report.Listed, report.Ingested, report.Unchanged, report.Removed, report.Failed.Count);
        return report;
    }

    private async Task<EmbedderIdentity> PrepareAsync(CancellationToken cancellationToken)
    {
        var embedder = await _services.Embedder.RunAsync(_parts.Embedder.IdentifyAsync, cancellationToken).ConfigureAwait(false);
        var collection = new CollectionDefinition(_parts.Collection, embedder.Dimension, embedder.Id, ChunkRecords.Fields);
        await _parts.Store.EnsureCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
        return embedder;
    }

    private async Task ProcessAsync(
        IAsyncEnumerator<BlobItem> blobs, EmbedderIdentity embedder, Dictionary<string, LedgerEntry> known, CancellationToken cancellationToken)
    {
        var fingerprint = new ProcessingFingerprint(_parts.Readers, _parts.Chunker.Fingerprint, embedder.Id, _parts.Metadata.Fingerprint, _parts.Options);
        var triage = new BlobTriage(fingerprint, _request, _parts.Options.MaxAttempts);
        var listing = new BlobListing(_request, _source, _parts.Options, triage, known, _tally);
        var marks = new AttemptMarks(_parts, _plain.Ledger, fingerprint, _logger);
        var health = new SourceHealth(_plain.Source, _request.Prefix);
        await new RunFlow(_parts, _services, fingerprint, marks, _tally, _logger)
            .RunAsync(listing, blobs, health, embedder.Dimension, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<string, LedgerEntry>> KnownAsync(CancellationToken cancellationToken)
    {
        var known = await new LedgerReconciliation(_parts, _request.Tenant, _source).KnownAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in known.Keys.Where(n => !n.StartsWith(_request.Prefix, StringComparison.Ordinal)).ToList()) known.Remove(name);
        return known;
    }

    // What is left of the known after the listing is gone from the source.
    private async Task RemoveAsync(IEnumerable<LedgerEntry> gone, CancellationToken cancellationToken)
    {
        foreach (var group in gone.Chunk(RemoveAtOnce))
        {
            var documents = group.Select(e => e.Key.DocumentId);
            await _parts.Store.DeleteAsync(_parts.Collection, FieldFilter.Documents(_request.Tenant, documents), cancellationToken).ConfigureAwait(false);
            await _parts.Ledger.RemoveAsync([.. group.Select(e => e.Key)], cancellationToken).ConfigureAwait(false);
            foreach (var entry in group) _tally.Removed(entry.Key.Name);
        }
    }
}
