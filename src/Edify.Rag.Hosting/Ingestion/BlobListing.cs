using System.Threading.Channels;
using Edify.Rag.Hosting.Ingestion.Planning;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The first stage: lists, decides, and hands on what is to be processed.</summary>
internal sealed class BlobListing(
    IngestionRequest request, string source, BlobTriage triage, FieldUpdates updates, Dictionary<string, LedgerEntry> known, RunTally tally)
{
    /// <summary>Documents to be read alone, those first that are the least suspect.</summary>
    public IEnumerable<DocumentJob> Suspects => _suspects.OrderBy(j => j.Tries);

    private readonly List<DocumentJob> _suspects = [];

    public async Task RunAsync(IAsyncEnumerator<BlobItem> listing, ChannelWriter<DocumentJob> output, CancellationToken cancellationToken)
    {
        do
        {
            var blob = listing.Current;
            var verdict = triage.Take(blob, known, out var entry);
            if (verdict.Action == BlobAction.Ignore) continue;
            tally.Listed();
            if (verdict.Action == BlobAction.Skip) tally.Unchanged(blob.Name);
            else if (verdict.Action is BlobAction.LeaveQuarantined or BlobAction.UpdateAccess)
            {
                if (verdict.Action == BlobAction.UpdateAccess) await updates.UpdateQuarantinedAsync(blob, entry!, cancellationToken).ConfigureAwait(false);
                tally.LeftAlone(blob.Name, verdict.Why, verdict.Tries);
            }
            else if (verdict.Action != BlobAction.UpdateFields || !await updates.UpdateAsync(blob, entry!, cancellationToken).ConfigureAwait(false))
            {
                await updates.UpdateAccessAsync(blob, entry, cancellationToken).ConfigureAwait(false);
                await HandOnAsync(blob, entry, verdict, output, cancellationToken).ConfigureAwait(false);
            }
        }
        while (await listing.MoveNextAsync().ConfigureAwait(false));

        await updates.FlushAsync(cancellationToken).ConfigureAwait(false);
        tally.ListingComplete();
        output.Complete();
    }

    private ValueTask HandOnAsync(BlobItem blob, LedgerEntry? entry, BlobVerdict verdict, ChannelWriter<DocumentJob> output, CancellationToken cancellationToken)
    {
        var isGivenUp = verdict.Action == BlobAction.Quarantine;
        var job = new DocumentJob(new(request.Tenant, source, blob.Name), blob, entry, verdict.Tries) { IsGivenUp = isGivenUp };
        if (isGivenUp) job.Fail(verdict.Why, countsAsTry: false);
        tally.Planned(blob);
        if (verdict.Action != BlobAction.ProcessAlone) return output.WriteAsync(job, cancellationToken);
        _suspects.Add(job);
        return ValueTask.CompletedTask;
    }
}
