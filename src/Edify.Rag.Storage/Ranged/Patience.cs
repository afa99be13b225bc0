namespace Edify.Rag.Storage.Ranged;

/// <summary>Cancels a request when it is no longer wanted, or when the store keeps silent for too long.</summary>
internal sealed class Patience : IAsyncDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _stopped;
    private readonly TimeSpan _silence;

    /// <summary>Begins to count the silence.</summary>
    public Patience(TimeSpan silence, TimeProvider time, CancellationToken stop)
    {
        _silence = silence;
        _over = new CancellationTokenSource(silence, time);
        _stopped = stop.UnsafeRegister(static over => ((CancellationTokenSource)over!).Cancel(), _over);
    }

    public CancellationToken Token => _over.Token;

    /// <summary>Counts the silence from now on.</summary>
    public void Start() => _over.CancelAfter(_silence);

    /// <summary>Does not count while nothing is asked of the store.</summary>
    public void Pause() => _over.CancelAfter(Timeout.InfiniteTimeSpan);

    public async ValueTask DisposeAsync()
    {
        await _stopped.DisposeAsync().ConfigureAwait(false);
        _over.Dispose();
    }
}
