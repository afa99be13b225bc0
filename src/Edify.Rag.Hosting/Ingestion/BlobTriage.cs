namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What a run does with a blob.</summary>
internal enum BlobAction
{
    /// <summary>Nothing: it is in the store as it is.</summary>
    Skip,

    /// <summary>It is read, beside others.</summary>
    Process,

    /// <summary>It is read while nothing else is: it may be what ended the process the last time.</summary>
    ProcessAlone,

    /// <summary>It was tried too often: it goes into quarantine without being read.</summary>
    Quarantine,

    /// <summary>It stays in quarantine.</summary>
    LeaveQuarantined,
}

/// <summary>A decision on a blob.</summary>
/// <param name="Action">What the run does.</param>
/// <param name="Why">Why, for people.</param>
/// <param name="Tries">How often this version failed so far.</param>
internal readonly record struct BlobVerdict(BlobAction Action, string Why, int Tries = 0);

/// <summary>Decides what to do with each blob, from what the listing and the ledger say of it; reads nothing.</summary>
internal sealed class BlobTriage(ProcessingFingerprint fingerprint, IngestionRequest request, int maxAttempts)
{
    public const string Crashed = "The process ended each time this file was being read: it was killed, crashed, or ran out of memory.";

    public BlobVerdict Decide(BlobItem blob, LedgerEntry? entry)
    {
        if (entry is null) return new(BlobAction.Process, "It is new.");
        var isSameBlob = entry.ETag == blob.ETag && entry.Size == blob.Size;
        if (entry.Status == LedgerStatus.Ingested) return OfIngested(entry, isSameBlob);

        if (!isSameBlob) return new(BlobAction.Process, "It changed.");
        if (!fingerprint.IsCurrentTrial(entry.Fingerprint)) return new(BlobAction.Process, "What it failed with changed.");
        return OfTried(entry);
    }

    private BlobVerdict OfIngested(LedgerEntry entry, bool isSameBlob)
    {
        if (!isSameBlob) return new(BlobAction.Process, "It changed.");
        if (!fingerprint.IsCurrent(entry.Fingerprint)) return new(BlobAction.Process, "Its reader, the chunker, the embedder or the metadata rules changed.");
        return request.Force ? new(BlobAction.Process, "All are processed.") : new(BlobAction.Skip, "It is unchanged.");
    }

    private BlobVerdict OfTried(LedgerEntry entry)
    {
        if (entry.Attempts >= maxAttempts)
        {
            if (request.RetryQuarantined) return new(BlobAction.ProcessAlone, "It is tried once more.", maxAttempts - 1);
            return entry.Status == LedgerStatus.Quarantined
                ? new(BlobAction.LeaveQuarantined, entry.Reason, entry.Attempts)
                : new(BlobAction.Quarantine, entry.Status == LedgerStatus.Started ? Crashed : entry.Reason, entry.Attempts);
        }

        return entry.Status == LedgerStatus.Started
            ? new(BlobAction.ProcessAlone, "The process ended while it was being read.", entry.Attempts)
            : new(BlobAction.Process, "It failed before.", entry.Attempts);
    }
}
