using System.Threading.Channels;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Ingestion.Reuse;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The stages of a run, side by side: list and decide → mark → read and chunk → batch → embed → write → settle.</summary>
/// <remarks>
/// Every stage waits for the one behind it. Documents hold bytes of one budget from before they are opened until they are
/// settled, chunks of another until they are written, so neither can wait for what the other holds.
/// </remarks>
internal sealed class RunFlow(IngestionParts parts, RunServices services, ProcessingFingerprint fingerprint, AttemptMarks marks, VectorReuse reuse, RunTally tally, ILogger logger)
{
    // How far the listing may be ahead of the reading: far enough to tell how much is left of most runs.
    private const int ListAhead = 16_384;

    // Batches on their way hold chunks enough; what readers need is only not to wait for each other.
    private const int LongestQueue = 32;

    private readonly IngestionOptions _options = parts.Options;

    /// <summary>Runs the stages over what a listing finds; when one fails the others stop, and its error is the run's.</summary>
    public Task RunAsync(
        BlobListing listing, IAsyncEnumerator<BlobItem> blobs, SourceHealth health, int dimension, CancellationToken cancellationToken)
    {
        var jobs = Channel.CreateBounded<DocumentJob>(ListAhead);
        return RunAsync(Feed, health, dimension, cancellationToken);

        Func<CancellationToken, Task>[] Feed(DocumentAttempts attempts, ChunkQueue chunks)
        {
            var reading = new MarkedReading(marks, attempts, chunks, _options.Readers());
            return
            [
                token => listing.RunAsync(blobs, jobs.Writer, token),
                token => reading.MarkAsync(jobs.Reader, token),
                token => reading.ReadAsync(() => listing.Suspects, token),
            ];
        }
    }

    /// <summary>Runs the stages behind others that bring the documents, and complete the chunks when there are no more.</summary>
    public async Task RunAsync(
        Func<DocumentAttempts, ChunkQueue, IEnumerable<Func<CancellationToken, Task>>> feed, SourceHealth health, int dimension, CancellationToken cancellationToken)
    {
        var forChunks = _options.MaxBytesInFlight / 4;
        var documents = new ByteBudget(_options.MaxBytesInFlight - forChunks);
        var chunks = new ChunkQueue(Math.Min(LongestQueue, _options.BatchSize * 2), forChunks, dimension);
        var settlement = new DocumentSettlement(parts, fingerprint, documents, marks, tally, logger);
        var attempts = new DocumentAttempts(parts, fingerprint, services.Source, health, documents, chunks, settlement, logger);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await StageGroup.RunAsync(
                stop,
                [
                    .. feed(attempts, chunks).Select(stage => Task.Run(() => stage(stop.Token), CancellationToken.None)),
                    .. Writing(chunks, settlement, stop.Token),
                    Task.Run(() => settlement.RunAsync(stop.Token), CancellationToken.None),
                ]).ConfigureAwait(false);
        }
        finally
        {
            await marks.WithdrawAsync().ConfigureAwait(false);
        }
    }

    private Task[] Writing(ChunkQueue chunks, DocumentSettlement settlement, CancellationToken cancellationToken)
    {
        var batches = Channel.CreateBounded<List<WorkItem>>(1);
        var embedded = Channel.CreateBounded<EmbeddedBatch>(1);
        var embedding = new ChunkEmbedding(parts, services.Embedder, reuse, settlement, chunks);
        var writer = new ChunkWriter(parts, settlement, chunks);
        return
        [
            Task.Run(() => new ChunkBatcher(chunks, batches.Writer, _options, parts.Time).RunAsync(cancellationToken), CancellationToken.None),
            SideBySideAsync(_options.EmbeddingParallelism, token => embedding.RunAsync(batches.Reader, embedded.Writer, token), () => embedded.Writer.Complete(), cancellationToken),
            SideBySideAsync(_options.WriteParallelism, token => writer.RunAsync(embedded.Reader, token), settlement.Complete, cancellationToken),
        ];
    }

    private static async Task SideBySideAsync(int count, Func<CancellationToken, Task> work, Action complete, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // Embedders that compute keep their thread until they are done.
        var workers = Enumerable.Range(0, count).Select(_ => Task.Run(() => work(stop.Token), CancellationToken.None)).ToList();
        await StageGroup.RunAsync(stop, workers).ConfigureAwait(false);
        complete();
    }
}
