namespace Edify.Rag.WorkerProcess;

/// <summary>What has come of files that workers shared.</summary>
/// <param name="Committed">Files that were committed, however often.</param>
/// <param name="Commits">How often files were committed.</param>
/// <param name="Ingested">Files that the ledger calls ingested.</param>
/// <param name="Records">Records that an undisturbed run stores.</param>
/// <param name="Differences">Records that only the workers or only an undisturbed run stored.</param>
public sealed record WorkerOutcome(long Committed, long Commits, long Ingested, int Records, IReadOnlyList<string> Differences)
{
    /// <summary>Commits of files that were committed before.</summary>
    public long Repeated => Commits - Committed;
}
