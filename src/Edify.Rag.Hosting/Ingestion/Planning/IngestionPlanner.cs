using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>Tells what a run would do, by the rules of the run; writes nothing.</summary>
internal sealed class IngestionPlanner(IngestionParts plain, ServiceGates gates, IngestionRequest request)
{
    private readonly RunServices _services = new(plain, gates, static _ => { });

    public async IAsyncEnumerable<PlannedDocument> PlanAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = _services.Decorate();
        var listing = parts.Source.ListAsync(request.Prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = listing.ConfigureAwait(false);

        // A wrong folder is told before anything else, as by a run.
        var hasMore = await listing.MoveNextAsync().ConfigureAwait(false);
        var embedder = await _services.Embedder.RunAsync(parts.Embedder.IdentifyAsync, cancellationToken).ConfigureAwait(false);
        var collection = await CollectionFit.LookAsync(parts, embedder, request.Recreate, cancellationToken).ConfigureAwait(false);
        var basis = await RunBasis.GatherAsync(
            parts, request, request.Source ?? plain.Source.Location, embedder, collection == CollectionState.Fits, null, cancellationToken).ConfigureAwait(false);

        var hidden = new HashSet<string>(StringComparer.Ordinal);
        for (; hasMore; hasMore = await listing.MoveNextAsync().ConfigureAwait(false))
        {
            var blob = listing.Current;
            var verdict = basis.Triage.Take(blob, basis.Known, out var entry);
            if (verdict.Reason == PlanReason.Hidden && basis.Known.ContainsKey(blob.Name)) hidden.Add(blob.Name);
            else yield return new(blob.Name, ActionOf(verdict, entry), verdict.Reason, verdict.Why, blob.Size);
        }

        foreach (var (name, gone) in basis.Known.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            yield return hidden.Contains(name)
                ? new(name, PlannedAction.Remove, PlanReason.Hidden, "It is hidden now.", gone.Size)
                : new(name, PlannedAction.Remove, PlanReason.Gone, "It is gone from the source.", gone.Size);
        }
    }

    private static PlannedAction ActionOf(BlobVerdict verdict, LedgerEntry? entry) => verdict.Action switch
    {
        BlobAction.Skip or BlobAction.Ignore => PlannedAction.Skip,
        BlobAction.UpdateFields or BlobAction.UpdateAccess => PlannedAction.UpdateFields,
        BlobAction.Quarantine or BlobAction.LeaveQuarantined => PlannedAction.Quarantine,
        _ => entry is null ? PlannedAction.Ingest : PlannedAction.Reprocess,
    };
}
