namespace Edify.Rag.Hosting.Ingestion;

/// <summary>How fast things went lately: over the last half minute, or since the beginning while there is less.</summary>
internal sealed class RateWindow(TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, long Documents, long Bytes)> _samples = new([(time.GetTimestamp(), 0, 0)]);
    private long _latest = time.GetTimestamp();

    /// <summary>Documents and bytes per second.</summary>
    /// <param name="documents">Documents so far.</param>
    /// <param name="bytes">Bytes so far.</param>
    public (double Documents, double Bytes) Rate(long documents, long bytes)
    {
        var now = time.GetTimestamp();
        var first = _samples.Peek();
        if (time.GetElapsedTime(_latest, now) >= Between)
        {
            _samples.Enqueue((now, documents, bytes));
            _latest = now;
            while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Length) first = _samples.Dequeue();
        }

        var seconds = time.GetElapsedTime(first.At, now).TotalSeconds;
        return seconds > 0 ? ((documents - first.Documents) / seconds, (bytes - first.Bytes) / seconds) : default;
    }
}
