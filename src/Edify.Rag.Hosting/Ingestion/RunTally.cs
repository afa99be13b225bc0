namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Counts what a run does, and tells its progress.</summary>
internal sealed class RunTally(TimeProvider time, IProgress<IngestionProgress>? progress)
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private readonly List<DocumentIssue> _failed = [];
    private readonly List<DocumentIssue> _warnings = [];
    private int _listed, _ingested, _unchanged, _removed;
    private long _chunks, _bytes;
    private bool _listingComplete;

    public void Listed()
    {
        lock (_gate) _listed++;
    }

    public void ListingComplete()
    {
        lock (_gate) _listingComplete = true;
    }

    public void Unchanged(string name)
    {
        lock (_gate) _unchanged++;
        Tell(name);
    }

    public void Removed(string name)
    {
        lock (_gate) _removed++;
        Tell(name);
    }

    public void Ended(DocumentJob job)
    {
        lock (_gate)
        {
            if (job.Failure is { } reason)
            {
                _failed.Add(new(job.Key.Name, reason));
            }
            else
            {
                _ingested++;
                _chunks += job.Chunks;
                _bytes += job.Blob.Size;
                _warnings.AddRange(job.Warnings.Select(w => new DocumentIssue(job.Key.Name, w)));
            }
        }

        Tell(job.Key.Name);
    }

    public IngestionReport Report()
    {
        lock (_gate)
        {
            return new()
            {
                Listed = _listed,
                Ingested = _ingested,
                Unchanged = _unchanged,
                Removed = _removed,
                Failed = [.. _failed.OrderBy(f => f.Name, StringComparer.Ordinal)],
                Warnings = [.. _warnings.OrderBy(w => w.Name, StringComparer.Ordinal)],
                Chunks = _chunks,
                Bytes = _bytes,
                Elapsed = time.GetElapsedTime(_started),
            };
        }
    }

    private void Tell(string name)
    {
        if (progress is null) return;
        IngestionProgress now;
        lock (_gate)
        {
            var done = _ingested + _unchanged + _failed.Count;
            var seconds = time.GetElapsedTime(_started).TotalSeconds;
            var rate = seconds > 0 ? done / seconds : 0;
            now = new(done, _listed, _listingComplete, name)
            {
                Failed = _failed.Count,
                Chunks = _chunks,
                Bytes = _bytes,
                Rate = rate,
                Remaining = _listingComplete && rate > 0 ? TimeSpan.FromSeconds((_listed - done) / rate) : null,
            };
        }

        progress.Report(now);
    }
}
