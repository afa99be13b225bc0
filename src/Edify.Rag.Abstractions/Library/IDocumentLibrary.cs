namespace Edify.Rag;

/// <summary>The documents that a user may see, as a library: listed, found, opened, deleted.</summary>
/// <remarks>
/// Safe for concurrent use. Every member takes a user, whose scope the pipeline's <see cref="IAccessPolicy"/> resolves with each call;
/// the store applies it to the document's own records, and what it gives back is checked again. A document that the user may not see
/// and one that does not exist are the same to them. A document that was never read, or of which nothing was kept, has no records that
/// could say who sees it: administrators alone see it. Who does not hold <see cref="RagPermissions.DocumentsRead"/> sees nothing.
/// </remarks>
public interface IDocumentLibrary
{
    /// <summary>Lists documents, and folders that hold any, in ordinal order of their names.</summary>
    /// <param name="user">Who looks.</param>
    /// <param name="query">Where and how; <see langword="null"/> for the uppermost folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="RagInputException">The query is out of range, or its cursor is none that a page gave.</exception>
    /// <exception cref="RagException">Store or ledger can't be read.</exception>
    Task<LibraryPage> ListAsync(RagUser user, LibraryQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Finds one document.</summary>
    /// <param name="user">Who looks.</param>
    /// <param name="id">The document's identifier, as citations and listings have it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The document; <see langword="null"/> when there is none that the user may see.</returns>
    /// <exception cref="RagException">Store or ledger can't be read.</exception>
    Task<LibraryDocument?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Opens a document's file, in the very version whose access was checked.</summary>
    /// <param name="user">Who reads.</param>
    /// <param name="id">The document's identifier.</param>
    /// <param name="range">The bytes wanted; the whole file when omitted. A range that reaches past the end is cut at the end.</param>
    /// <param name="cancellationToken">Stops the request; the stream observes it too.</param>
    /// <returns>The content, which the caller disposes; <see langword="null"/> when there is no document that the user may see, or its file is gone.</returns>
    /// <exception cref="BlobChangedException">The file was replaced and its new version not read yet: nothing says who may see that.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range starts past the end of the file, or is none.</exception>
    /// <exception cref="RagException">Store, ledger or source can't be read.</exception>
    Task<DocumentContent?> OpenAsync(RagUser user, Guid id, BlobRange? range = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document for good: its file, its passages and its ledger entry.</summary>
    /// <remarks>A call that fails half-way is to be repeated, or mended by the next ingestion run, which finds that the file is gone.</remarks>
    /// <param name="user">Who deletes; needs <see cref="RagPermissions.DocumentsWrite"/>, or <see cref="RagPermissions.FilesWrite"/> for a file of their own.</param>
    /// <param name="id">The document's identifier.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagException">Store, ledger or source can't be written.</exception>
    Task<DocumentDeletion> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Says whether a user may upload a file under a name, before a byte of it is taken.</summary>
    /// <remarks>
    /// The name must be one that every store and file system takes as it stands and that leads nowhere else; the document that it would
    /// become must be one that the user may see, and may not take the place of one that the user may not.
    /// </remarks>
    /// <param name="user">Who uploads; needs <see cref="RagPermissions.DocumentsWrite"/>, or <see cref="RagPermissions.FilesWrite"/> for a file of their own.</param>
    /// <param name="name">The name within the source, '/'-separated.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagException">Store or ledger can't be read.</exception>
    Task<UploadTarget> CheckUploadAsync(RagUser user, string name, CancellationToken cancellationToken = default);
}

/// <summary>What came of a deletion.</summary>
public enum DocumentDeletion
{
    /// <summary>There is no such document that the user may see.</summary>
    NotFound,

    /// <summary>The document is gone.</summary>
    Deleted,

    /// <summary>The user sees the document and may not delete it.</summary>
    Refused,

    /// <summary>The pipeline's source can only be read, or does not hold the document: nothing was changed.</summary>
    NotSupported,
}

/// <summary>Whether a file may be uploaded under a name.</summary>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="Name">The name to upload it under: as given, in Unicode's form C.</param>
/// <param name="Reason">Why not, as a sentence; empty where it may.</param>
public sealed record UploadTarget(bool IsAllowed, string Name, string Reason);
