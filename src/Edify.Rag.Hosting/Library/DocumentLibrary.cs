using Edify.Rag.Hosting.Library.Listing;

namespace Edify.Rag.Hosting.Library;

/// <summary>The library over ledger and store: the ledger knows the names, the store says which of them a scope admits.</summary>
/// <remarks>
/// Nothing is kept between calls, so a change of access, a deletion or the end of somebody's rights counts with the next one. Who sees a
/// document stands in its records and nowhere else: there is no second list that could fall behind.
/// </remarks>
internal sealed class DocumentLibrary(
    IAccessPolicy policy, IIngestionLedger ledger, DocumentRecords records, VisibleDocuments visible, UnreadDocuments unread, DocumentFiles files, DocumentRemoval removal, UploadRules uploads, IPermissionCheck permissions)
    : IDocumentLibrary
{
    private readonly LibraryEntries _entries = new(ledger);

    public async Task<LibraryPage> ListAsync(RagUser user, LibraryQuery? query = null, CancellationToken cancellationToken = default)
    {
        query = Checked(query ?? new());
        var cursor = LibraryCursor.Decode(query.Cursor);
        var scope = await ScopeOfAsync(user, cancellationToken).ConfigureAwait(false);
        if (scope.IsEmpty) return new([], []);

        var folder = query.Folder.Length == 0 || query.Folder.EndsWith('/') ? query.Folder : $"{query.Folder}/";
        var entries = await _entries.AfterAsync(scope.Tenant, folder, cursor, cancellationToken).ConfigureAwait(false);
        var search = query.Search.Trim();
        return await new LibraryWalk(entries, folder, query.IsFlat || search.Length > 0, IsWanted, group => visible.SeeAsync(scope, group, cancellationToken))
            .PageAsync(query.Size).ConfigureAwait(false);

        bool IsWanted(LibraryDocument document) => search.Length == 0
            || document.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || document.Title.Contains(search, StringComparison.OrdinalIgnoreCase);
    }

    public async Task<LibraryDocument?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) =>
        (await FindVisibleAsync(user, id, cancellationToken).ConfigureAwait(false))?.Document;

    public async Task<DocumentContent?> OpenAsync(RagUser user, Guid id, BlobRange? range = null, CancellationToken cancellationToken = default)
    {
        if (range is { } part)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(part.Offset, nameof(range));
            ArgumentOutOfRangeException.ThrowIfLessThan(part.Length, 1, nameof(range));
        }

        return await FindVisibleAsync(user, id, cancellationToken).ConfigureAwait(false) is { Entry: { } entry } found
            ? await files.OpenAsync(found.Document, entry, range, cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async Task<DocumentDeletion> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        if (await FindVisibleAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } found) return DocumentDeletion.NotFound;
        var permission = UploadRules.PermissionFor(user, found.Document.Fields);
        if (!(await permissions.CheckAsync(user, permission, cancellationToken).ConfigureAwait(false)).IsGranted) return DocumentDeletion.Refused;
        return found.Entry is { } entry ? await removal.RemoveAsync(entry, cancellationToken).ConfigureAwait(false) : DocumentDeletion.NotSupported;
    }

    public async Task<UploadTarget> CheckUploadAsync(RagUser user, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var scope = await ScopeOfAsync(user, cancellationToken).ConfigureAwait(false);
        return await uploads.CheckAsync(user, scope, name, async key => await FindAsync(scope, key.DocumentId, cancellationToken).ConfigureAwait(false) is not null, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<Found?> FindVisibleAsync(RagUser user, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(await ScopeOfAsync(user, cancellationToken).ConfigureAwait(false), id, cancellationToken).ConfigureAwait(false);

    private async Task<Found?> FindAsync(AccessScope scope, Guid id, CancellationToken cancellationToken)
    {
        var seen = await records.FindAsync(scope, [id], cancellationToken).ConfigureAwait(false);
        if (!seen.TryGetValue(id, out var record)) return await FindUnreadAsync(scope, id, cancellationToken).ConfigureAwait(false);
        if (record.TextOf(RagFields.Name) is not { } name || record.TextOf(RagFields.Source) is not { } source) return null;
        var entry = await ledger.FindAsync(new(scope.Tenant, source, name), cancellationToken).ConfigureAwait(false);
        return new(VisibleDocuments.Document(id, name, entry, record), entry);
    }

    // Administrators alone pay for the walk; for all others a document that is not there costs what a hidden one does.
    private async Task<Found?> FindUnreadAsync(AccessScope scope, Guid id, CancellationToken cancellationToken)
    {
        if (!UnreadDocuments.MaySee(scope)) return null;
        await foreach (var entry in ledger.ListAsync(scope.Tenant, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (entry.Chunks > 0 || entry.Key.DocumentId != id) continue;
            return (await unread.VisibleAsync(scope, [entry.Key], cancellationToken).ConfigureAwait(false)).Count > 0
                ? new(VisibleDocuments.Document(id, entry.Key.Name, entry, record: null), entry)
                : null;
        }

        return null;
    }

    private async Task<AccessScope> ScopeOfAsync(RagUser user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        var scope = await policy.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        if (scope.IsEmpty || (await permissions.CheckAsync(user, RagPermissions.DocumentsRead, cancellationToken).ConfigureAwait(false)).IsGranted) return scope;
        return AccessScope.For(user, VectorFilter.None);
    }

    private static LibraryQuery Checked(LibraryQuery query)
    {
        if (query.Size is < 1 or > LibraryQuery.MaxSize) throw new RagInputException($"A page of the library has 1 to {LibraryQuery.MaxSize} items, not {query.Size}.");
        return query.Search.Length <= LibraryQuery.MaxSearchLength
            ? query
            : throw new RagInputException($"The text to search the library for has {query.Search.Length} characters; {LibraryQuery.MaxSearchLength} are allowed.");
    }

    private sealed record Found(LibraryDocument Document, LedgerEntry? Entry);
}
