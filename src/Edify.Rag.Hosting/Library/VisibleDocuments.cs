using Edify.Rag.Hosting.Library.Rules;

namespace Edify.Rag.Hosting.Library;

/// <summary>Tells which of the ledger's documents a scope admits, and what its readers see of them.</summary>
internal sealed class VisibleDocuments(DocumentRecords records, UnreadDocuments unread)
{
    /// <summary>The documents that the scope admits, in the order of the entries; <see langword="null"/> in the place of each that it does not.</summary>
    public async Task<IReadOnlyList<LibraryDocument?>> SeeAsync(AccessScope scope, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(e => e.Key.DocumentId).ToList();
        var found = await records.FindAsync(scope, ids, cancellationToken).ConfigureAwait(false);
        var without = entries.Where((e, i) => e.Chunks == 0 && !found.ContainsKey(ids[i])).Select(e => e.Key).ToList();
        var closed = await unread.VisibleAsync(scope, without, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select((e, i) => found.TryGetValue(ids[i], out var record) || closed.Contains(e.Key) ? Document(ids[i], e.Key.Name, e, record) : null)];
    }

    /// <summary>A document as its readers see it.</summary>
    public static LibraryDocument Document(Guid id, string name, LedgerEntry? entry, VectorRecord? record) => new(id, name)
    {
        Title = record?.TextOf(RagFields.Title) ?? string.Empty,
        Size = entry?.Size ?? 0,
        ETag = entry?.ETag ?? string.Empty,
        Modified = record is not null && record.Fields.TryGetValue(RagFields.Modified, out var modified) && modified.Kind == FieldKind.Time ? modified.AsTime() : null,
        Status = entry?.Status ?? LedgerStatus.Ingested,
        Reason = entry?.Reason ?? string.Empty,
        Chunks = entry?.Chunks ?? 0,
        ProcessedAt = entry?.ProcessedAt ?? default,
        Fields = record is null ? new Dictionary<string, FieldValue>() : record.Fields.Where(f => IsShown(f.Key)).ToDictionary(StringComparer.Ordinal),
    };

    private static bool IsShown(string field) =>
        !RagFields.Reserved.Contains(field) && !RuledFields.IsOurs(field);
}
