using Edify.Rag.Hosting.Collections;
using Edify.Rag.Hosting.Ingestion.Planning;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Ingestion.Reuse;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One run over one source: see what is there and what is known, process the difference (<see cref="RunFlow"/>), remove what is gone.</summary>
internal sealed class IngestionRun
{
    private const int RemoveAtOnce = 256;

    private readonly IngestionParts _plain;
    private IngestionParts _parts;
    private readonly IngestionRequest _request;
    private readonly RunServices _services;
    private readonly RunTally _tally;
    private readonly string _source;
    private readonly IReadOnlySet<string>? _only;
    private readonly ILogger _logger;

    /// <param name="plain">The parts as they were assembled.</param>
    /// <param name="gates">The gates of their services.</param>
    /// <param name="request">What to ingest.</param>
    /// <param name="progress">Told after each document.</param>
    /// <param name="tell">Told of failures and of what services do.</param>
    /// <param name="logger">The log.</param>
    /// <param name="only">The documents that the run is about; <see langword="null"/> for all.</param>
    public IngestionRun(
        IngestionParts plain,
        ServiceGates gates,
        IngestionRequest request,
        IProgress<IngestionProgress>? progress,
        Action<IngestionEvent>? tell,
        ILogger logger,
        IReadOnlySet<string>? only = null)
    {
        (_plain, _request, _logger, _only) = (plain, request, logger, only);
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
        var basis = await RunBasis.GatherAsync(_parts, _request, _source, embedder, hasCollection: true, _only, cancellationToken).ConfigureAwait(false);
        if (hasBlobs) await ProcessAsync(listing, embedder, basis, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(basis.Known.Values, cancellationToken).ConfigureAwait(false);

        var report = _tally.Report();
        _logger.RunEnded(_source, report.Listed, report.Ingested, report.Unchanged, report.Removed, report.Failed.Count);
        return report;
    }

    private async Task<EmbedderIdentity> PrepareAsync(CancellationToken cancellationToken)
    {
        var embedder = await _services.Embedder.RunAsync(_parts.Embedder.IdentifyAsync, cancellationToken).ConfigureAwait(false);
        var state = await CollectionFit.LookAsync(_parts, embedder, _request.Recreate, cancellationToken).ConfigureAwait(false);
        if (state == CollectionState.ToRecreate)
        {
            _logger.CollectionDropped(_parts.Collection, embedder.Id);
            await _services.Store.RunAsync(token => new ValueTask<bool>(CollectionMaking.DropAsync(_plain.Store, _plain.Collection, token)), cancellationToken).ConfigureAwait(false);
        }

        // By its own name from here on: should the alias be switched meanwhile, no vectors of this embedder get into another one's collection.
        var collection = await _services.Store.RunAsync(
            token => new ValueTask<string>(CollectionMaking.EnsureAsync(_plain.Store, _plain.CollectionFor(embedder), token)), cancellationToken).ConfigureAwait(false);
        _parts = _parts with { Collection = collection };
        return embedder;
    }

    private async Task ProcessAsync(IAsyncEnumerator<BlobItem> blobs, EmbedderIdentity embedder, RunBasis basis, CancellationToken cancellationToken)
    {
        var updates = new FieldUpdates(_parts, basis.Fingerprint, _tally);
        var listing = new BlobListing(_request, _source, basis.Triage, updates, basis.Known, _tally);
        var marks = new AttemptMarks(_parts, _plain.Ledger, basis.Fingerprint, _logger);
        var health = new SourceHealth(_plain.Source, _request.Prefix);

        // Who forces a run may have another model behind the same name: what the store holds is not taken then.
        var reuse = await VectorReuse.BeginAsync(_parts, _request.Tenant, embedder.Dimension, !_request.Force, _tally, cancellationToken).ConfigureAwait(false);
        await new RunFlow(_parts, _services, basis.Fingerprint, marks, reuse, _tally, _logger)
            .RunAsync(listing, blobs, health, embedder.Dimension, cancellationToken).ConfigureAwait(false);
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
