using System.Threading.Channels;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Fills batches across documents; one that is not full in time goes as it is.</summary>
internal sealed class ChunkBatcher(ChunkQueue input, ChannelWriter<List<WorkItem>> output, IngestionOptions options, TimeProvider time)
{
    // So that batches that wait for others never hold all bytes, and chunks always find their way out.
    private readonly long _maxBytes = input.MaxBytes / 4;
    private List<WorkItem> _batch = [];
    private long _bytes;
    private long _begun;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Task<bool>? more = null;
        while (true)
        {
            while (input.Reader.TryRead(out var item)) await AddAsync(item, cancellationToken).ConfigureAwait(false);
            more ??= input.Reader.WaitToReadAsync(cancellationToken).AsTask();
            if (_batch.Count > 0 && !await InTimeAsync(more, cancellationToken).ConfigureAwait(false))
            {
                await SendAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!await more.ConfigureAwait(false)) break;
            more = null;
        }

        await SendAsync(cancellationToken).ConfigureAwait(false);
        output.Complete();
    }

    private async ValueTask AddAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (!item.IsFlush)
        {
            if (_batch.Count == 0) _begun = time.GetTimestamp();
            _batch.Add(item);
            _bytes += item.Cost;
            if (_batch.Count < options.BatchSize && _bytes < _maxBytes) return;
        }

        await SendAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> InTimeAsync(Task<bool> more, CancellationToken cancellationToken)
    {
        if (more.IsCompleted) return true;
        var left = options.MaxBatchDelay - time.GetElapsedTime(_begun);
        if (left <= TimeSpan.Zero) return false;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(left, time, enough.Token);
        await Task.WhenAny(more, delay).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return more.IsCompleted;
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0) return;
        var full = _batch;
        (_batch, _bytes) = (new(full.Count), 0);
        await output.WriteAsync(full, cancellationToken).ConfigureAwait(false);
    }
}
