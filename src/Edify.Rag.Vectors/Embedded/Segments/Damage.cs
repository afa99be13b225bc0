namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>What is said of files that are not as they were written.</summary>
internal static class Damage
{
    public static RagStateException In(string path, long offset, string what, Exception? cause = null) => new(
        path,
        $"The file '{path}' is damaged at byte {offset}: {what}. Restore the collection's directory from a backup, or drop the " +
        "collection and ingest again.",
        innerException: cause);
}
