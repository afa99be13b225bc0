namespace Edify.Rag.Documents.Reading;

/// <summary>Counts the time that a reader takes, and cancels when it is used up; it stands still while others work.</summary>
/// <param name="allowed">How long the reader may take.</param>
/// <param name="time">The time.</param>
internal sealed class ReadClock(TimeSpan allowed, TimeProvider time) : IDisposable
{
    // Timers take no more than 2^32 ms; what may last longer is checked between elements.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _deadline = new(Timeout.InfiniteTimeSpan, time);
    private TimeSpan _left = allowed;
    private long _started;

    /// <summary>Cancelled when time is up.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>Whether time is up.</summary>
    public bool IsOver => _left <= TimeSpan.Zero;

    public void Start()
    {
        _started = time.GetTimestamp();
        _deadline.CancelAfter(_left >= LongestTimer ? Timeout.InfiniteTimeSpan : IsOver ? TimeSpan.Zero : _left);
    }

    public void Stop()
    {
        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        _left -= time.GetElapsedTime(_started);
    }

    public void Dispose() => _deadline.Dispose();
}

/// <summary>A reader that waits for others, which is not to count as its own time.</summary>
internal interface ITimedDocumentReader : IDocumentReader
{
    /// <param name="content">The file.</param>
    /// <param name="context">Name, limits and where to report.</param>
    /// <param name="clock">Runs while the reader is asked for elements; <see langword="null"/> when nobody counts.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, ReadClock? clock, CancellationToken cancellationToken);
}
