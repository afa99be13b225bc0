using Edify.Rag.Hosting.Ingestion.Access;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What a run does with a blob.</summary>
internal enum BlobAction
{
    /// <summary>Nothing: it is in the store as it is.</summary>
    Skip,

    /// <summary>Nothing, and it does not count: it is hidden, or not among those that the run is about.</summary>
    Ignore,

    /// <summary>Its fields are derived again; it is not read.</summary>
    UpdateFields,

    /// <summary>It is read, beside others.</summary>
    Process,

    /// <summary>It is read while nothing else is: it may be what ended the process the last time.</summary>
    ProcessAlone,

    /// <summary>It was tried too often: it goes into quarantine without being read.</summary>
    Quarantine,

    /// <summary>It stays in quarantine.</summary>
    LeaveQuarantined,

    /// <summary>It stays in quarantine, and who sees its previous version is set anew.</summary>
    UpdateAccess,
}

/// <summary>A decision on a blob.</summary>
/// <param name="Action">What the run does.</param>
/// <param name="Reason">Why, by kind.</param>
/// <param name="Why">Why, for people.</param>
/// <param name="Tries">How often this version failed so far.</param>
internal readonly record struct BlobVerdict(BlobAction Action, PlanReason Reason, string Why, int Tries = 0);

/// <summary>Decides what to do with each blob, from what the listing and the ledger say of it; reads nothing.</summary>
/// <remarks>A run, a plan and the listing of workers ask it, and nothing else.</remarks>
/// <param name="fingerprint">How documents would be processed now.</param>
/// <param name="request">What the run is asked for.</param>
/// <param name="maxAttempts">Tries before quarantine.</param>
/// <param name="includeHidden">Whether hidden files are documents.</param>
/// <param name="only">The documents that the run is about; <see langword="null"/> for all.</param>
internal sealed class BlobTriage(
    ProcessingFingerprint fingerprint, IngestionRequest request, int maxAttempts, bool includeHidden = false, IReadOnlySet<string>? only = null)
{
    public const string Crashed = "The process ended each time this file was being read: it was killed, crashed, or ran out of memory.";

    /// <summary>Decides on the next blob of a listing, and takes its entry out of the known: what is left in the end is gone from the source.</summary>
    public BlobVerdict Take(BlobItem blob, Dictionary<string, LedgerEntry> known, out LedgerEntry? entry)
    {
        entry = null;

        // It stays among the known, so that one that was ingested before it was hidden is removed.
        if (!includeHidden && HiddenNames.IsHidden(blob.Name)) return new(BlobAction.Ignore, PlanReason.Hidden, "It is hidden.");
        known.Remove(blob.Name, out entry);
        return only is null || only.Contains(blob.Name) ? Decide(blob, entry) : new(BlobAction.Ignore, PlanReason.Unchanged, string.Empty);
    }

    public BlobVerdict Decide(BlobItem blob, LedgerEntry? entry)
    {
        if (entry is null) return Process(PlanReason.New, "It is new.");
        if (entry.ETag.Length == 0) return Process(PlanReason.NotInLedger, $"The store holds {entry.Chunks} chunks of it that the ledger does not know.");
        if (entry.ETag != blob.ETag) return Process(PlanReason.Changed, $"It changed: {entry.Size} → {blob.Size} bytes, ETag {entry.ETag} → {blob.ETag}.");
        if (entry.Size != blob.Size) return Process(PlanReason.Changed, $"It changed: {entry.Size} → {blob.Size} bytes.");
        if (entry.Status == LedgerStatus.Ingested) return OfIngested(blob, entry);

        if (fingerprint.IsCurrentTrial(entry.Fingerprint)) return OfTried(blob, entry);

        // Recorded as one that went well: LedgerReconciliation has its doubts.
        return fingerprint.IsCurrent(entry.Fingerprint)
            ? Process(PlanReason.StoreDiffers, $"The store does not hold the {entry.Chunks} chunks that the ledger says.")
            : Process(fingerprint.Explain(entry.Fingerprint));
    }

    private BlobVerdict OfIngested(BlobItem blob, LedgerEntry entry)
    {
        if (request.Force) return Process(PlanReason.Forced, "All are processed.");
        if (fingerprint.IsCurrent(entry.Fingerprint))
        {
            return AccessMark.IsCurrent(entry.Fingerprint, blob)
                ? new(BlobAction.Skip, PlanReason.Unchanged, "It is unchanged.")
                : new(BlobAction.UpdateFields, PlanReason.AccessChanged, "Its access file or its metadata about access changed.");
        }

        var (reason, detail) = fingerprint.Explain(entry.Fingerprint);
        return fingerprint.WithFieldsOnly(entry.Fingerprint) is null ? Process(reason, detail) : new(BlobAction.UpdateFields, reason, detail);
    }

    private BlobVerdict OfTried(BlobItem blob, LedgerEntry entry)
    {
        if (entry.Attempts >= maxAttempts)
        {
            if (request.RetryQuarantined) return new(BlobAction.ProcessAlone, PlanReason.RetriedOnDemand, "It is tried once more.", maxAttempts - 1);
            return entry.Status == LedgerStatus.Quarantined
                ? new(IsStale(blob, entry) ? BlobAction.UpdateAccess : BlobAction.LeaveQuarantined, PlanReason.Quarantined, entry.Reason, entry.Attempts)
                : new(BlobAction.Quarantine, PlanReason.Quarantined, entry.Status == LedgerStatus.Started ? Crashed : entry.Reason, entry.Attempts);
        }

        return entry.Status == LedgerStatus.Started
            ? new(BlobAction.ProcessAlone, PlanReason.Interrupted, "The process ended while it was being read.", entry.Attempts)
            : new(BlobAction.Process, PlanReason.FailedBefore, $"It failed before: {entry.Reason}", entry.Attempts);
    }

    private static bool IsStale(BlobItem blob, LedgerEntry entry) => entry.StoredVersion.Length > 0 && !AccessMark.IsCurrent(entry.Fingerprint, blob);

    private static BlobVerdict Process((PlanReason Reason, string Detail) why) => Process(why.Reason, why.Detail);

    private static BlobVerdict Process(PlanReason reason, string why) => new(BlobAction.Process, reason, why);
}
