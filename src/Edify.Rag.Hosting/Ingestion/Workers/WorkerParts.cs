using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>What the duties of a worker work with.</summary>
/// <param name="Parts">The stages, as they were assembled.</param>
/// <param name="Ledger">The ledger that fences.</param>
/// <param name="Queue">The queue beside it.</param>
/// <param name="Gates">The gates of their services, shared by all duties.</param>
/// <param name="Options">The worker's options.</param>
/// <param name="Identity">Which work is shared.</param>
/// <param name="State">Told how it goes.</param>
/// <param name="Logger">The log.</param>
internal sealed record WorkerParts(
    IngestionParts Parts,
    IFencedIngestionLedger Ledger,
    IJobQueue Queue,
    Resilience.ServiceGates Gates,
    IngestionWorkerOptions Options,
    WorkerIdentity Identity,
    WorkerState State,
    ILogger Logger)
{
    public TimeProvider Time => Parts.Time;

    public Resilience.RunServices Services() => new(Parts, Gates, Logger.Happened);

    /// <summary>Asks the embedder who it is, and sees to the collection: its own name is what the worker writes to, should its alias be switched.</summary>
    public async ValueTask<(EmbedderIdentity Embedder, ProcessingFingerprint Fingerprint, string Collection)> PrepareAsync(
        Resilience.RunServices services, CancellationToken cancellationToken)
    {
        var embedder = await services.Embedder.RunAsync(Parts.Embedder.IdentifyAsync, cancellationToken).ConfigureAwait(false);
        var collection = await services.Store.RunAsync(
            token => new ValueTask<string>(Collections.CollectionMaking.EnsureAsync(Parts.Store, Parts.CollectionFor(embedder), token)), cancellationToken).ConfigureAwait(false);
        return (embedder, new(Parts.Readers, Parts.Chunker.Fingerprint, embedder.Id, Parts.Metadata.Fingerprint, Parts.Options), collection);
    }

    public BlobTriage Triage(ProcessingFingerprint fingerprint) => new(fingerprint, new(Identity.Tenant), Parts.Options.MaxAttempts, Parts.Options.IncludeHidden);
}
