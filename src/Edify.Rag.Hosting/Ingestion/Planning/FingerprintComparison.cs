namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>Tells which part of a <see cref="ProcessingFingerprint"/> changed, from what to what.</summary>
internal sealed class FingerprintComparison(IReadOnlyList<string> readers, string chunker, string embedder, string metadata)
{
    private const char Separator = '|';
    private const int Parts = 4;

    /// <summary>What changed, the most far-reaching first.</summary>
    public (PlanReason Reason, string Detail) Explain(string recorded)
    {
        if (Split(recorded) is not { } old) return (PlanReason.LimitsChanged, "It failed, and readers, rules or limits are others now.");

        var changes = new List<(PlanReason Reason, string Detail)>();
        if (old[2] != embedder) changes.Add((PlanReason.EmbedderChanged, $"the embedder: {old[2]} → {embedder}"));
        if (old[1] != chunker) changes.Add((PlanReason.ChunkerChanged, $"the chunker: {old[1]} → {chunker}"));
        if (!readers.Contains(old[0])) changes.Add((PlanReason.ReaderChanged, $"its reader: {old[0]} → {Successor(old[0])}"));
        if (old[3] != metadata) changes.Add((PlanReason.MetadataRulesChanged, $"the metadata rules: {old[3]} → {metadata}"));
        return changes.Count == 0
            ? (PlanReason.LimitsChanged, "It failed, and a limit or the passwords are others now.")
            : (changes[0].Reason, $"Changed since it was processed: {string.Join("; ", changes.Select(c => c.Detail))}.");
    }

    /// <summary>The same with the metadata rules of now; <see langword="null"/> where that can't be told.</summary>
    public string? WithCurrentMetadata(string recorded) =>
        Split(recorded) is { Length: Parts } old ? string.Join(Separator, [.. old[..(Parts - 1)], metadata]) : null;

    /// <summary>The same with another embedder; <see langword="null"/> where it is not the record of a document that was processed.</summary>
    public static string? WithEmbedder(string recorded, string embedder) =>
        Split(recorded) is { Length: Parts } old ? string.Join(Separator, old[0], old[1], embedder, old[3]) : null;

    // One part more where it failed: the limits.
    private static string[]? Split(string recorded) => recorded.Split(Separator) is { Length: Parts or Parts + 1 } parts ? parts : null;

    // "pdf/2+tesseract" comes after "pdf/1".
    private string Successor(string reader) => readers.FirstOrDefault(r => Family(r).SequenceEqual(Family(reader))) ?? "none";

    private static ReadOnlySpan<char> Family(string reader) => reader.AsSpan(0, reader.IndexOf('/') is var slash and >= 0 ? slash : reader.Length);
}
