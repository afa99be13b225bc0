namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Gathers what a worker's status is made of.</summary>
internal sealed class WorkerState : IProgress<IngestionProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _errors = [];
    private IngestionProgress? _progress;
    private IngestionReport? _last;

    public IngestionWorkerStatus Status
    {
        get
        {
            lock (_lock)
            {
                return new() { IsHealthy = _errors.Count == 0, Error = string.Join(' ', _errors.Values), Progress = _progress, LastReport = _last };
            }
        }
    }

    public void Report(IngestionProgress value)
    {
        lock (_lock) _progress = value;
    }

    public void Ended(IngestionReport? report)
    {
        lock (_lock)
        {
            _progress = null;
            _last = report ?? _last;
        }
    }

    /// <summary>A duty of the worker goes well.</summary>
    public void Healthy(string duty)
    {
        lock (_lock) _errors.Remove(duty);
    }

    /// <summary>A duty of the worker waits for something to be mended.</summary>
    public void Failed(string duty, string error)
    {
        lock (_lock) _errors[duty] = error;
    }
}
