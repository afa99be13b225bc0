namespace Edify.Rag.Storage.Folder;

/// <summary>Turns the file system's errors into those of the contract.</summary>
internal sealed class FolderErrors(string root)
{
    private const string Store = "folder";

    // errno of a path that leads through a file; .NET has no exception of its own for it.
    private const int NotADirectory = 20;

    public T Run<T>(string? blob, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (IsFileSystemError(e))
        {
            throw Translate(e, blob);
        }
    }

    public static bool IsFileSystemError(Exception e) => e is IOException or UnauthorizedAccessException;

    public Exception Translate(Exception e, string? blob) => e switch
    {
        _ when !Directory.Exists(root) => RootMissing(e),
        UnauthorizedAccessException or LinkRefusedException => new BlobAccessDeniedException(Store, root, blob, e),
        PathTooLongException => new ArgumentException($"The name '{blob}' is longer than the file system of '{root}' allows.", e),
        FileNotFoundException or DirectoryNotFoundException or IOException { HResult: NotADirectory } when blob is not null => NotFound(blob, e),
        _ => new BlobStoreUnavailableException(
            Store, root, blob, $"{Subject(blob)} in folder '{root}' could not be accessed: {e.Message}", innerException: e),
    };

    public BlobNotFoundException NotFound(string blob, Exception? e = null) => new(Store, root, blob, e);

    public BlobChangedException Changed(string blob) => new(Store, root, blob);

    public BlobExistsException Exists(string blob, Exception? e = null) => new(Store, root, blob, e);

    public BlobStoreException Blocked(string blob, string reason) =>
        new(Store, root, blob, $"Blob '{blob}' cannot be stored in folder '{root}': {reason}");

    private BlobStoreException RootMissing(Exception e) => new(
        Store,
        root,
        blob: null,
        $"The folder '{root}' does not exist or cannot be reached. Create it, or " +
        $"set {nameof(FolderBlobStoreOptions)}.{nameof(FolderBlobStoreOptions.Path)} to the folder that holds the content.",
        innerException: e);

    private static string Subject(string? blob) => blob is null ? "The content" : $"Blob '{blob}'";
}
