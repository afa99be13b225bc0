namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Counts what of a document is under way: its reader, and each chunk until it is written or dropped.</summary>
/// <remarks>Chunks of one document go through different batches side by side; it has ended when the last of them has.</remarks>
internal sealed class JobProgress
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _settled;
    private TaskCompletionSource? _drained;
    private volatile bool _isAbandoned;
    private bool _isSettled;
    private int _underWay = 1;

    /// <summary>Whether the try that brought the chunks under way broke.</summary>
    public bool IsAbandoned => _isAbandoned;

    /// <summary>Completes when the ledger has the document's end.</summary>
    public Task Settled
    {
        get
        {
            lock (_lock)
            {
                if (_isSettled) return Task.CompletedTask;
                _settled ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                return _settled.Task;
            }
        }
    }

    public void ChunkSent()
    {
        lock (_lock) _underWay++;
    }

    /// <summary>The reader or a chunk is through.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Release()
    {
        lock (_lock)
        {
            _underWay--;
            if (_underWay == 1) _drained?.TrySetResult();
            return _underWay == 0;
        }
    }

    /// <summary>Gives up the chunks under way, and waits until they are through.</summary>
    public Task AbandonAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isAbandoned = true;
            if (_underWay == 1) return Task.CompletedTask;
            _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task.WaitAsync(cancellationToken);
        }
    }

    public void Resume() => _isAbandoned = false;

    public void SetSettled()
    {
        lock (_lock)
        {
            _isSettled = true;
            _settled?.TrySetResult();
        }
    }
}
