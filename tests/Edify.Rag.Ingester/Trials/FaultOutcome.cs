namespace Edify.Rag.Ingester.Trials;

/// <summary>What faults have done.</summary>
/// <param name="Documents">Documents that an undisturbed run ingests.</param>
/// <param name="Records">Records that its store has.</param>
/// <param name="Runs">Runs with faults.</param>
/// <param name="Completed">Runs that came through in spite of them.</param>
/// <param name="Stopped">Runs that stopped and said why, by what went wrong.</param>
/// <param name="Neither">Runs that did neither, and how they ended.</param>
/// <param name="HalfWritten">Documents that were called ingested and were not whole.</param>
/// <param name="Differences">What was not as after an undisturbed run, once a run had come through.</param>
public sealed record FaultOutcome(
    int Documents,
    int Records,
    int Runs,
    int Completed,
    IReadOnlyDictionary<string, int> Stopped,
    IReadOnlyList<string> Neither,
    IReadOnlyList<string> HalfWritten,
    IReadOnlyList<string> Differences)
{
    /// <summary>In a sentence.</summary>
    public override string ToString() =>
        $"{Runs} runs: {Completed} completed, stopped with the reason: {(Stopped.Count == 0 ? "none" : string.Join(", ", Stopped.Select(s => $"{s.Value} when {s.Key}")))}; {Neither.Count} did neither, {HalfWritten.Count} documents half-written, {Differences.Count} differences";
}
