namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Where passages stand in their documents, as far as their records tell.</summary>
internal static class ChunkPlace
{
    /// <summary>The passage's position within its document, from 0.</summary>
    public static long? Ordinal(this RetrievedChunk chunk) => OrdinalOf(chunk.Record);

    /// <summary>A record's position within its document, from 0.</summary>
    public static long? OrdinalOf(VectorRecord record) =>
        record.Fields.TryGetValue(RagFields.Ordinal, out var ordinal) && ordinal.Kind == FieldKind.Integer ? ordinal.AsInteger() : null;

    /// <summary>The document's identifier as records have it; <see langword="null"/> where they don't.</summary>
    public static string? DocumentOf(VectorRecord record) =>
        record.Fields.TryGetValue(RagFields.Document, out var document) && document.Kind == FieldKind.Text ? document.AsText() : null;

    /// <summary>The headings above a record, outermost first.</summary>
    public static IReadOnlyList<string> HeadingsOf(VectorRecord record) => TextsOf(record, RagFields.Headings);

    /// <summary>Whether two records are of one version of their document: while it is written anew, two of them lie side by side.</summary>
    public static bool IsOfOneVersion(VectorRecord left, VectorRecord right)
    {
        var versions = TextsOf(left, RagFields.Version);
        return versions.Count == 0 || TextsOf(right, RagFields.Version) is { Count: 0 } || versions.Intersect(TextsOf(right, RagFields.Version)).Any();
    }

    private static IReadOnlyList<string> TextsOf(VectorRecord record, string field) =>
        record.Fields.TryGetValue(field, out var value) ? value.Items ?? [] : [];
}
