using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The writing side of a run: batches across documents are embedded and upserted, then finished documents are settled.</summary>
/// <remarks>
/// New records are written before old ones are deleted, and only then does the ledger know the new version. A record that
/// outlives a change carries both versions, so that either can be taken back without touching it.
/// </remarks>
internal sealed class ChunkWriter(IngestionParts parts, ByteBudget budget, RunTally tally, ILogger logger)
{
    public async Task RunAsync(ChannelReader<WorkItem> input, CancellationToken cancellationToken)
    {
        var batch = new List<WorkItem>(parts.Options.BatchSize);
        while (await input.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < parts.Options.BatchSize && input.TryRead(out var item)) batch.Add(item);
            await UpsertAsync(batch, cancellationToken).ConfigureAwait(false);
            await SettleAsync([.. batch.Where(i => i.Chunk is null).Select(i => i.Job)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UpsertAsync(List<WorkItem> batch, CancellationToken cancellationToken)
    {
        var chunks = batch.FindAll(i => i.Chunk is not null && i.Job.Failure is null);
        if (chunks.Count == 0) return;
        var vectors = await parts.Embedder.EmbedAsync(chunks.ConvertAll(i => ChunkRecords.TextToEmbed(i.Chunk!)), cancellationToken).ConfigureAwait(false);
        var records = chunks.Select((item, i) => ChunkRecords.Make(item.Job, item.Chunk!, vectors[i])).ToList();
        await parts.Store.UpsertAsync(parts.Collection, records, cancellationToken).ConfigureAwait(false);
    }

    private async Task SettleAsync(IReadOnlyList<DocumentJob> ended, CancellationToken cancellationToken)
    {
        if (ended.Count == 0) return;
        await DropOldVersionsAsync([.. ended.Where(j => j.Failure is null && j.Stored.Count > 0)], cancellationToken).ConfigureAwait(false);
        foreach (var job in ended.Where(j => j.Failure is not null && j.Chunks > 0))
            await TakeBackAsync(job, cancellationToken).ConfigureAwait(false);

        await parts.Ledger.WriteAsync([.. ended.Select(Entry)], cancellationToken).ConfigureAwait(false);
        foreach (var job in ended)
        {
            budget.Return(job.Reserved);
            if (job.Failure is { } reason) logger.DocumentFailed(job.Key.Name, reason);
            tally.Ended(job);
        }
    }

    private async Task DropOldVersionsAsync(IReadOnlyList<DocumentJob> jobs, CancellationToken cancellationToken)
    {
        if (jobs.Count == 0) return;
        var old = FieldFilter.Documents(jobs[0].Key.Tenant, jobs.Select(j => j.DocumentId)) & !FieldFilter.AnyOf(RagFields.Version, jobs.Select(j => j.Version));
        await parts.Store.DeleteAsync(parts.Collection, old, cancellationToken).ConfigureAwait(false);
    }

    // What the previous versions hold stays; what only the failed one brought goes.
    private async Task TakeBackAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        var kept = FieldFilter.AnyOf(RagFields.Version, job.Stored.Values.SelectMany(v => v).Distinct().Where(v => v != job.Version));
        await parts.Store.DeleteAsync(parts.Collection, FieldFilter.Documents(job.Key.Tenant, [job.DocumentId]) & !kept, cancellationToken).ConfigureAwait(false);
    }

    private LedgerEntry Entry(DocumentJob job) => new(job.Key, job.Blob.ETag, job.Blob.Size)
    {
        Fingerprint = job.Fingerprint,
        Status = job.Failure is null ? LedgerStatus.Ingested : LedgerStatus.Failed,
        Reason = job.Failure ?? string.Join("; ", job.Warnings),
        Chunks = job.Failure is null ? job.Chunks : job.Stored.Count,
        Attempts = job.Failure is null ? 0 : (job.Previous?.Attempts ?? 0) + 1,
        ProcessedAt = parts.Time.GetUtcNow(),
    };
}
