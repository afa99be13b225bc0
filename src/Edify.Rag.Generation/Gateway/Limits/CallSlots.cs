namespace Edify.Rag.Generation.Gateway.Limits;

/// <summary>Lets so many calls run at a time and so many others wait, first come, first served. The limits may change from call to call.</summary>
internal sealed class CallSlots(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private int _underWay;
    private int _most;

    public (int UnderWay, int Waiting) Count
    {
        get
        {
            lock (_lock) return (_underWay, _waiting.Count);
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="limits">How many places there are now, and how many may wait how long.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ModelFaultException">Too many wait already, or it took too long.</exception>
    public async ValueTask<CallSlot> EnterAsync(ChatModelOptions limits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> mine;
        lock (_lock)
        {
            _most = limits.MaxParallelCalls;
            ServeWaiting();
            if (_underWay < _most)
            {
                _underWay++;
                return new(this);
            }

            if (_waiting.Count >= limits.MaxQueuedCalls) throw new ModelFaultException(FaultKind.NotAsked, "has too many calls waiting");
            mine = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await mine.Value.Task.WaitAsync(limits.QueueTimeout, time, cancellationToken).ConfigureAwait(false);
            return new(this);
        }
        catch (TimeoutException)
        {
            GiveUp(mine);
            throw new ModelFaultException(FaultKind.NotAsked, "was busy for too long");
        }
        catch (OperationCanceledException)
        {
            GiveUp(mine);
            throw;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            ServeWaiting();
        }
    }

    // A place that was handed over in this very moment goes to the next one.
    private void GiveUp(LinkedListNode<TaskCompletionSource> waiting)
    {
        lock (_lock)
        {
            if (waiting.List is not null) _waiting.Remove(waiting);
            else Leave();
        }
    }

    private void ServeWaiting()
    {
        while (_underWay < _most && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            _underWay++;
            first.Value.SetResult();
        }
    }
}

/// <summary>A place among the calls under way; disposing gives it back, once.</summary>
internal sealed class CallSlot(CallSlots slots) : IDisposable
{
    private CallSlots? _slots = slots;

    public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Leave();
}
