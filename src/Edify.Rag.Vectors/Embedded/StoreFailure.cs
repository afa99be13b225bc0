namespace Edify.Rag.Vectors.Embedded;

/// <summary>Turns what files do into what a vector store raises.</summary>
internal static class StoreFailure
{
    /// <summary>The error to raise instead; <see langword="null"/> when the error is to pass as it is.</summary>
    public static VectorStoreException? Of(Exception error, string root, string collection, string operation) => error switch
    {
        RagStateException state => new(root, collection, operation, state.Message, state.IsTransient, state),
        UnauthorizedAccessException => new(
            root, collection, operation, $"The directory '{root}' can't be used: {error.Message} Grant this process the rights it needs.", false, error),
        IOException => new(
            root, collection, operation, $"The directory '{root}' can't be used: {error.Message} Look at the disk, and try again.", true, error),
        InvalidDataException => new(
            root, collection, operation, $"A file below '{root}' can't be read: {error.Message} Update this library, or ingest again.", false, error),
        _ => null,
    };
}
