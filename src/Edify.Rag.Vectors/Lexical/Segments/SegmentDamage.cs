namespace Edify.Rag.Vectors.Lexical.Segments;

internal static class SegmentDamage
{
    public static RagStateException Found(string location, string what) =>
        new(location, $"The text index '{location}' is damaged: {what}. Restore the directory from a backup, or ingest the documents anew.");
}
