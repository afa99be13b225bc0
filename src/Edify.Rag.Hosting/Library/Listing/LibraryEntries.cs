namespace Edify.Rag.Hosting.Library.Listing;

/// <summary>The documents that the ledger knows below a folder, in the order of pages: by name, and of one name by identifier.</summary>
internal sealed class LibraryEntries(IIngestionLedger ledger)
{
    public async Task<List<LedgerEntry>> AfterAsync(string tenant, string folder, LibraryCursor? cursor, CancellationToken cancellationToken)
    {
        var entries = new List<LedgerEntry>();
        var isOrdered = true;
        await foreach (var entry in ledger.ListAsync(tenant, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (!entry.Key.Name.StartsWith(folder, StringComparison.Ordinal) || cursor?.IsBefore(entry.Key) == false) continue;

            // The ledger's order is that of one source, which is all there is for most.
            isOrdered = isOrdered && (entries.Count == 0 || string.CompareOrdinal(entries[^1].Key.Name, entry.Key.Name) < 0);
            entries.Add(entry);
        }

        if (!isOrdered) entries.Sort(static (a, b) => string.CompareOrdinal(a.Key.Name, b.Key.Name) is var order and not 0 ? order : a.Key.DocumentId.CompareTo(b.Key.DocumentId));
        return entries;
    }
}
