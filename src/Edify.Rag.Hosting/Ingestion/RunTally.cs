namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Counts what a run does, and tells its progress.</summary>
internal sealed class RunTally(TimeProvider time, IProgress<IngestionProgress>? progress, Action<IngestionEvent> tell)
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private readonly RateWindow _recent = new(time);
    private readonly List<DocumentIssue> _failed = [];
    private readonly List<DocumentIssue> _quarantined = [];
    private readonly List<DocumentIssue> _warnings = [];
    private int _listed, _ingested, _unchanged, _removed, _leftAlone, _fieldsUpdated;
    private long _chunks, _embedded, _reused, _bytes, _bytesDone, _bytesToDo;
    private bool _listingComplete;

    public void Listed()
    {
        lock (_gate) _listed++;
    }

    public void ListingComplete()
    {
        lock (_gate) _listingComplete = true;
    }

    /// <summary>A document is going to be processed.</summary>
    public void Planned(BlobItem blob)
    {
        lock (_gate) _bytesToDo += blob.Size;
    }

    public void Unchanged(string name)
    {
        lock (_gate) _unchanged++;
        Tell(name);
    }

    /// <summary>The fields of a document were derived again.</summary>
    public void FieldsUpdated(string name)
    {
        lock (_gate) _fieldsUpdated++;
        Tell(name);
    }

    /// <summary>Something about a document is to be looked at.</summary>
    public void Warned(string name, string issue)
    {
        lock (_gate) _warnings.Add(new(name, issue));
    }

    /// <summary>Chunks have their vectors.</summary>
    /// <param name="embedded">Texts that were embedded for them.</param>
    /// <param name="reused">Chunks that took a vector that was there.</param>
    public void Vectors(int embedded, int reused)
    {
        lock (_gate)
        {
            _embedded += embedded;
            _reused += reused;
        }
    }

    public void Removed(string name)
    {
        lock (_gate) _removed++;
        Tell(name);
    }

    /// <summary>A document stays in quarantine.</summary>
    public void LeftAlone(string name, string reason, int attempts)
    {
        lock (_gate)
        {
            _leftAlone++;
            _quarantined.Add(new(name, reason));
        }

        tell(new IngestionEvent.Quarantined(name, reason, attempts));
        Tell(name);
    }

    public void Ended(DocumentJob job, LedgerEntry entry)
    {
        lock (_gate)
        {
            _bytesDone += job.Blob.Size;
            if (job.Failure is { } failure)
            {
                _failed.Add(new(job.Key.Name, failure.Reason));
                if (entry.Status == LedgerStatus.Quarantined) _quarantined.Add(new(job.Key.Name, failure.Reason));
            }
            else
            {
                _ingested++;
                _chunks += job.Chunks;
                _bytes += job.Blob.Size;
                _warnings.AddRange(job.Warnings.Select(w => new DocumentIssue(job.Key.Name, w)));
            }
        }

        if (entry.Status == LedgerStatus.Failed) tell(new IngestionEvent.Failed(job.Key.Name, entry.Reason, entry.Attempts));
        else if (entry.Status == LedgerStatus.Quarantined) tell(new IngestionEvent.Quarantined(job.Key.Name, entry.Reason, entry.Attempts));
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
                FieldsUpdated = _fieldsUpdated,
                Removed = _removed,
                Failed = InOrder(_failed),
                Quarantined = InOrder(_quarantined),
                Warnings = InOrder(_warnings),
                Chunks = _chunks,
                Embedded = _embedded,
                Reused = _reused,
                Bytes = _bytes,
                Elapsed = time.GetElapsedTime(_started),
            };
        }
    }

    private static DocumentIssue[] InOrder(List<DocumentIssue> issues) => [.. issues.OrderBy(i => i.Name, StringComparer.Ordinal)];

    private void Tell(string name)
    {
        if (progress is null) return;
        IngestionProgress now;
        lock (_gate)
        {
            var done = _ingested + _unchanged + _failed.Count + _leftAlone + _fieldsUpdated;
            var seconds = time.GetElapsedTime(_started).TotalSeconds;
            var (documents, bytes) = _recent.Rate(done, _bytesDone);
            now = new(done, _listed, _listingComplete, name)
            {
                Failed = _failed.Count,
                Quarantined = _quarantined.Count,
                Chunks = _chunks,
                Embedded = _embedded,
                Reused = _reused,
                Bytes = _bytes,
                BytesDone = _bytesDone,
                BytesToDo = _bytesToDo,
                Rate = seconds > 0 ? done / seconds : 0,
                RecentRate = documents,
                RecentByteRate = bytes,
                Remaining = !_listingComplete ? null
                    : bytes > 0 ? TimeSpan.FromSeconds(Math.Max(0, _bytesToDo - _bytesDone) / bytes)
                    : documents > 0 ? TimeSpan.FromSeconds((_listed - done) / documents)
                    : null,
            };
        }

        progress.Report(now);
    }
}
