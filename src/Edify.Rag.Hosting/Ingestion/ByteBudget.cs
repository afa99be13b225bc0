namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Bounds the bytes in flight: who wants more than is left waits for its turn, first come first served.</summary>
internal sealed class ByteBudget
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Granted)> _waiting = new();
    private readonly long _capacity;
    private long _left;

    /// <param name="capacity">Bytes that may be in flight at a time.</param>
    public ByteBudget(long capacity) => _left = _capacity = capacity;

    /// <summary>Takes bytes out of the budget; more than the whole of it counts as the whole of it.</summary>
    /// <returns>How many were taken: what to give back.</returns>
    public async ValueTask<long> TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp(bytes, 0, _capacity);
        TaskCompletionSource granted;
        lock (_gate)
        {
            if (_waiting.Count == 0 && wanted <= _left)
            {
                _left -= wanted;
                return wanted;
            }

            granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((wanted, granted));
        }

        using (cancellationToken.Register(() => granted.TrySetCanceled(cancellationToken)))
        {
            await granted.Task.ConfigureAwait(false);
        }

        return wanted;
    }

    /// <summary>Gives bytes back and lets in who waits for them.</summary>
    public void Return(long bytes)
    {
        lock (_gate)
        {
            _left += bytes;
            while (_waiting.TryPeek(out var next) && (next.Granted.Task.IsCanceled || next.Bytes <= _left))
            {
                _waiting.Dequeue();
                if (next.Granted.TrySetResult()) _left -= next.Bytes;
            }
        }
    }
}
