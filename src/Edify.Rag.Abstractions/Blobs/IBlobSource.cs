namespace Edify.Rag;

/// <summary>Read access to one container of a blob store.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. Names use '/' as separator, whatever the store. Nothing is written to
/// the local disk: content is handed out as it arrives.
/// </remarks>
public interface IBlobSource
{
    /// <summary>What is read, for messages and as the default identity of the source: "folder:/data/content", without secrets.</summary>
    string Location { get; }

    /// <summary>Lists blobs whose name starts with <paramref name="prefix"/>, in ordinal name order (that of UTF-16 units), page by page.</summary>
    /// <param name="prefix">Name prefix; empty lists everything.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>Each blob once. A blob that appears or goes while the listing runs may or may not be among them.</returns>
    /// <exception cref="BlobStoreException">The container is missing, access is denied, or the store can't be reached.</exception>
    IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Opens a blob's content as a forward-only stream.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="range">The bytes wanted; the whole blob when omitted. A range that reaches past the end is cut at the end.</param>
    /// <param name="etag">When given, the read fails with <see cref="BlobChangedException"/> if the blob is no longer this version.</param>
    /// <param name="cancellationToken">Stops the request; the returned stream observes it too.</param>
    /// <returns>A stream that the caller disposes. It may be seekable; callers that need seeking check <see cref="Stream.CanSeek"/>.</returns>
    /// <exception cref="BlobNotFoundException">No blob has this name.</exception>
    /// <exception cref="BlobChangedException">The blob is no longer the version asked for.</exception>
    /// <exception cref="BlobStoreException">Access is denied, or the store can't be reached.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range starts past the end of the blob.</exception>
    Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default);
}

/// <summary>A container that can also be written to.</summary>
/// <remarks>
/// Safe for concurrent use. A name is 1 to 1,024 characters, '/'-separated, without empty, "." or ".." segments; anything
/// else raises <see cref="ArgumentException"/>.
/// </remarks>
public interface IBlobStore : IBlobSource
{
    /// <summary>Stores <paramref name="content"/>, of any length and not necessarily seekable, replacing what was there.</summary>
    /// <remarks>A reader sees the old blob or the new one, never a mixture; a failed upload leaves the old one.</remarks>
    /// <param name="name">The blob's name.</param>
    /// <param name="content">Read from its position to its end. Not disposed.</param>
    /// <param name="options">Media type, metadata, and whether an existing blob may be replaced.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <returns>The blob as stored, with its new ETag.</returns>
    /// <exception cref="BlobExistsException">It exists and <see cref="BlobUploadOptions.Overwrite"/> is off.</exception>
    /// <exception cref="BlobStoreException">Access is denied, or the store can't be reached.</exception>
    Task<BlobItem> UploadAsync(string name, Stream content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a blob. Deleting one that is not there succeeds.</summary>
    /// <param name="name">The blob's name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BlobStoreException">Access is denied, or the store can't be reached.</exception>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
