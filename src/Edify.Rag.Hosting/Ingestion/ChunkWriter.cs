using System.Threading.Channels;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Upserts records, several batches at a time; a document whose last chunk is written goes on to be settled.</summary>
internal sealed class ChunkWriter(IngestionParts parts, DocumentSettlement settlement, ChunkQueue queue)
{
    public async Task RunAsync(ChannelReader<EmbeddedBatch> input, CancellationToken cancellationToken)
    {
        await foreach (var batch in input.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var records = batch.Items.Any(i => i.Job.IsLost) ? [.. batch.Records.Where((_, i) => !batch.Items[i].Job.IsLost)] : batch.Records;
            if (records.Count > 0) await parts.Rules.UpsertAsync(parts.Store, parts.Collection, records, cancellationToken).ConfigureAwait(false);
            foreach (var item in batch.Items)
            {
                queue.Return(item);
                await settlement.ReleaseAsync(item.Job, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
