using System.Net;
using System.Threading.Channels;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Ingestion.Reuse;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Chunks with their records, on the way to the store.</summary>
internal sealed record EmbeddedBatch(IReadOnlyList<WorkItem> Items, IReadOnlyList<VectorRecord> Records);

/// <summary>Makes records of batches; several go to the embedder at a time, while others are written.</summary>
/// <remarks>
/// A batch holds chunks of many documents. When the embedder refuses it, each document is asked for by itself, so that only
/// the one that it does not take fails; an embedder that takes nothing is not refusing documents, and stops the run.
/// </remarks>
internal sealed class ChunkEmbedding(IngestionParts parts, ServiceCalls calls, VectorReuse reuse, DocumentSettlement settlement, ChunkQueue queue)
{
    private volatile bool _tookAWord;

    public async Task RunAsync(ChannelReader<List<WorkItem>> input, ChannelWriter<EmbeddedBatch> output, CancellationToken cancellationToken)
    {
        await foreach (var batch in input.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var byUse = batch.ToLookup(i => i.Job.IsWanted);
            await DropAsync(byUse[false], cancellationToken).ConfigureAwait(false);
            if (byUse[true].ToList() is { Count: > 0 } wanted) await EmbedAsync(wanted, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EmbedAsync(IReadOnlyList<WorkItem> items, ChannelWriter<EmbeddedBatch> output, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(items, output, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            await ExamineAsync(cancellationToken).ConfigureAwait(false);
            foreach (var ofDocument in items.GroupBy(i => i.Job))
            {
                try
                {
                    await SendAsync([.. ofDocument], output, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception refusal) when (IsRefusal(refusal))
                {
                    ofDocument.Key.Fail($"The embedder refused its text: {TransientFaults.Describe(refusal)} Smaller chunks may help.", countsAsTry: true);
                    await DropAsync(ofDocument, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<WorkItem> items, ChannelWriter<EmbeddedBatch> output, CancellationToken cancellationToken)
    {
        var texts = items.Select(i => ChunkRecords.TextToEmbed(i.Chunk)).ToList();
        var vectors = await reuse.VectorsAsync(texts, VectorsAsync, cancellationToken).ConfigureAwait(false);
        var records = items.Select((item, i) => ChunkRecords.Make(item.Job, item.Chunk, vectors[i])).ToList();
        await output.WriteAsync(new(items, records), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<float>>> VectorsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) => await calls
        .RunAsync(token => new ValueTask<IReadOnlyList<ReadOnlyMemory<float>>>(parts.Embedder.EmbedAsync(texts, EmbeddingPurpose.Passage, token)), cancellationToken)
        .ConfigureAwait(false);

    // Raises its own refusal where even a word is too much. What went well before tells nothing: a cache may have given it.
    private async Task ExamineAsync(CancellationToken cancellationToken)
    {
        if (_tookAWord) return;
        await calls.RunAsync(token => new ValueTask(parts.Embedder.ExamineAsync(token)), cancellationToken).ConfigureAwait(false);
        _tookAWord = true;
    }

    private async ValueTask DropAsync(IEnumerable<WorkItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            queue.Return(item);
            await settlement.ReleaseAsync(item.Job, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsRefusal(Exception error) => error is RagInputException or TextsRefusedException
        or HttpRequestException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity };
}
