namespace Edify.Rag.Hosting.Ingestion.Access;

/// <summary>Tells in reports and in the ledger that a document was closed because nobody knows for whom it is.</summary>
internal static class AccessIssue
{
    // What it begins with in the ledger's text, which keeps it last.
    private const string Start = "It is closed to all but administrators: ";
    private const string Separator = "; ";

    public static string Of(BlobItem? sidecar, string why) =>
        $"{Start}{(sidecar is null ? "the metadata about its access can't be used" : $"its access file '{sidecar.Name}' can't be used")}: {why}.";

    /// <summary>The issue in the ledger's text; <see langword="null"/> when there is none.</summary>
    public static string? Find(string recorded) => recorded.IndexOf(Start, StringComparison.Ordinal) is var at and >= 0 ? recorded[at..] : null;

    /// <summary>The ledger's text with this issue in the place of an older one.</summary>
    public static string Replace(string recorded, string? issue)
    {
        var at = recorded.IndexOf(Start, StringComparison.Ordinal);
        var others = at < 0 ? recorded : recorded[..Math.Max(0, at - Separator.Length)];
        return issue is null ? others : others.Length == 0 ? issue : others + Separator + issue;
    }
}
