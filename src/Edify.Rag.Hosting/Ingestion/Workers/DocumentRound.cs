using System.Threading.Channels;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Takes jobs for as long as there are any, and reads their documents, several at a time.</summary>
/// <remarks>
/// A job that was begun before may be what took its worker down, and would take its neighbours with it, again and again, until
/// all of them had no tries left. So it is read while nothing else is held.
/// </remarks>
internal sealed class DocumentRound(
    JobTaking taking, HeldJobs held, DocumentHandling handling, DocumentAttempts attempts, ChunkQueue chunks, int readers, IngestionWorkerOptions options, TimeProvider time)
{
    private readonly Channel<HeldJob> _taken = Channel.CreateBounded<HeldJob>(options.Concurrency);

    /// <summary>Hands on what was taken, and takes more, until there is nothing to take and nothing held.</summary>
    public async Task TakeAsync(IReadOnlyList<HeldJob> first, CancellationToken cancellationToken)
    {
        for (var jobs = first; jobs.Count > 0 || !held.IsEmpty;)
        {
            var metSuspect = await HandOnAsync(jobs, cancellationToken).ConfigureAwait(false);
            if (jobs.Count == 0) await Task.Delay(options.PollInterval, time, cancellationToken).ConfigureAwait(false);

            // Behind a suspect there may be more of them, and each is taken when it can be read.
            var room = await held.RoomAsync(cancellationToken).ConfigureAwait(false);
            var since = time.GetTimestamp();
            jobs = held.Add(await taking.TakeAsync(metSuspect ? 1 : room, cancellationToken).ConfigureAwait(false), since);
        }

        _taken.Writer.Complete();
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = readers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_taken.Reader.ReadAllAsync(cancellationToken), parallel, ReadAsync).ConfigureAwait(false);
        chunks.Complete();
    }

    private async ValueTask<bool> HandOnAsync(IReadOnlyList<HeldJob> jobs, CancellationToken cancellationToken)
    {
        var bySuspicion = jobs.ToLookup(j => j.Lease.Attempt > 1);
        foreach (var job in bySuspicion[false]) await _taken.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        foreach (var job in bySuspicion[true].Skip(1))
        {
            await taking.ReleaseAsync(job.Lease, cancellationToken).ConfigureAwait(false);
            held.Remove(job);
        }

        if (bySuspicion[true].FirstOrDefault() is not { } alone) return false;
        await held.OthersEndedAsync(alone, cancellationToken).ConfigureAwait(false);
        await _taken.Writer.WriteAsync(alone, cancellationToken).ConfigureAwait(false);
        await alone.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask ReadAsync(HeldJob job, CancellationToken cancellationToken)
    {
        if (await handling.BeginAsync(job, cancellationToken).ConfigureAwait(false) is not { } document)
        {
            held.Remove(job);
            return;
        }

        _ = document.Progress.Settled.ContinueWith(_ => held.Remove(job), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await attempts.ProcessAsync(document, cancellationToken).ConfigureAwait(false);
    }
}
