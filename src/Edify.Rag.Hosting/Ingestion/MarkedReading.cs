using System.Threading.Channels;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The second stage: marks documents in groups and reads them in parallel; those under suspicion last, one by one.</summary>
/// <remarks>
/// When a process dies, all documents that were marked are suspects. Read alone, each either ends or is found out, so that one
/// bad file does not take its neighbours into quarantine.
/// </remarks>
internal sealed class MarkedReading(AttemptMarks marks, DocumentAttempts attempts, ChunkQueue chunks, int parallelism)
{
    private const int MarkedAtOnce = 64;

    // Enough for readers to go on with while the next group is being marked.
    private readonly Channel<DocumentJob> _marked = Channel.CreateBounded<DocumentJob>(Math.Max(MarkedAtOnce / 4, parallelism));

    public async Task MarkAsync(ChannelReader<DocumentJob> input, CancellationToken cancellationToken)
    {
        var group = new List<DocumentJob>(MarkedAtOnce);
        while (await input.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < MarkedAtOnce && input.TryRead(out var job)) group.Add(job);
            await marks.OpenAsync(group, cancellationToken).ConfigureAwait(false);
            foreach (var job in group) await _marked.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        }

        _marked.Writer.Complete();
    }

    /// <summary>Reads what is marked.</summary>
    /// <param name="suspects">Asked when all of it is read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task ReadAsync(Func<IEnumerable<DocumentJob>> suspects, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_marked.Reader.ReadAllAsync(cancellationToken), parallel, attempts.ProcessAsync).ConfigureAwait(false);
        foreach (var suspect in suspects())
        {
            await chunks.FlushAsync(cancellationToken).ConfigureAwait(false);
            await marks.AllClosedAsync(cancellationToken).ConfigureAwait(false);
            await marks.OpenAsync([suspect], cancellationToken).ConfigureAwait(false);
            await attempts.ProcessAsync(suspect, cancellationToken).ConfigureAwait(false);
            await chunks.FlushAsync(cancellationToken).ConfigureAwait(false);
            await suspect.Progress.Settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        chunks.Complete();
    }
}
