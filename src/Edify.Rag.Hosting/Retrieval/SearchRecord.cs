namespace Edify.Rag.Hosting.Retrieval;

/// <summary>What happens during one search, written down by legs that run side by side.</summary>
internal sealed class SearchRecord(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<TraceStep> _steps = [];
    private readonly List<string> _degraded = [];
    private QuestionVector? _vector;

    /// <summary>A vector that was searched with; <see langword="null"/> where none was.</summary>
    public QuestionVector? Vector
    {
        get
        {
            lock (_lock) return _vector;
        }
    }

    /// <summary>Steps so far.</summary>
    public IReadOnlyList<TraceStep> Steps
    {
        get
        {
            lock (_lock) return [.. _steps];
        }
    }

    /// <summary>What was left out so far.</summary>
    public IReadOnlyList<string> Degraded
    {
        get
        {
            lock (_lock) return [.. _degraded];
        }
    }

    public long Start() => time.GetTimestamp();

    public void Step(string name, long started, string detail)
    {
        lock (_lock) _steps.Add(new(name, time.GetElapsedTime(started), detail));
    }

    /// <summary>Notes what was left out, once, however many searches left it out.</summary>
    public void Degrade(string what)
    {
        lock (_lock)
        {
            if (!_degraded.Contains(what)) _degraded.Add(what);
        }
    }

    public void SearchesWith(QuestionVector vector)
    {
        lock (_lock) _vector ??= vector;
    }

    /// <summary>Begins anew with the same search: what was left out counts no more.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _degraded.Clear();
            _vector = null;
        }
    }
}
