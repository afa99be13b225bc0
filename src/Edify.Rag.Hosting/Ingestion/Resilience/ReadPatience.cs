namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>Ends what has been waiting for a blob too long; runs while an opening or a read is under way.</summary>
internal sealed class ReadPatience : IDisposable
{
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _longest;
    private readonly string _location;
    private readonly string _name;

    /// <summary>Begins with the opening.</summary>
    public ReadPatience(string location, string name, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        (_location, _name, _longest) = (location, name, longest);
        _stalled = new(longest, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
    }

    /// <summary>What the store is given, whose streams observe it: cancelled by the run or by a stall.</summary>
    public CancellationToken Token => _either.Token;

    public bool IsOver => _stalled.IsCancellationRequested;

    public void Begin() => _stalled.CancelAfter(_longest);

    public void End() => _stalled.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>What to raise when it is over.</summary>
    public BlobStoreUnavailableException Stalled(Exception cancelled) => new(
        "blobs",
        _location,
        _name,
        $"The content of '{_name}' stalled: nothing came for {_longest.TotalSeconds:0.###} s ({nameof(IngestionOptions.MaxStall)}).",
        innerException: cancelled);

    public void Dispose()
    {
        _either.Dispose();
        _stalled.Dispose();
    }
}
