using Edify.Rag.Hosting.Collections.Copying;
using Edify.Rag.Hosting.Ingestion;

namespace Edify.Rag.Hosting.Collections.Reembedding;

/// <summary>Lets the ledger follow a switch: entries of documents that are whole in the collection become those of its embedder.</summary>
/// <remarks>
/// Whatever is not whole there keeps its entry, which names the other embedder, and so is processed again by the next run: a document
/// that a run wrote to the other collection at the last moment, for one. What the collection holds and the ledger does not know, such
/// as a document that was deleted from the other collection, is entered as in doubt, for the next run to look at. Doing it again
/// changes nothing.
/// </remarks>
internal sealed class LedgerFollowing(IIngestionLedger ledger, CollectionPlace place, string embedder)
{
    private const int WrittenAtOnce = 256;

    /// <returns>How many documents of the tenant follow.</returns>
    public async Task<int> FollowAsync(string tenant, CancellationToken cancellationToken)
    {
        var (entries, sources) = (new Dictionary<string, LedgerEntry>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var entry in ledger.ListAsync(tenant, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            entries[entry.Key.DocumentId.ToString()] = entry;
            sources.Add(entry.Key.Source);
        }

        var followers = entries.Select(e => KeyValuePair.Create(e.Key, VersionFollowing.Follow(e.Value, embedder)))
            .Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value!, StringComparer.Ordinal);
        var (counts, unknown) = await LookAsync(tenant, entries, followers, sources, cancellationToken).ConfigureAwait(false);
        var written = new List<LedgerEntry>(unknown.Select(e => new LedgerEntry(e.Key, string.Empty, 0) { Status = LedgerStatus.Failed, Chunks = e.Value, Reason = "It is in the collection that was put in place, and not in the ledger." }));
        var whole = followers.Where(e => counts.GetValueOrDefault(e.Key) == e.Value.Chunks).ToList();
        written.AddRange(whole.Where(e => e.Value != entries[e.Key]).Select(e => e.Value));

        foreach (var group in written.Chunk(WrittenAtOnce)) await ledger.WriteAsync(group, cancellationToken).ConfigureAwait(false);
        return whole.Count;
    }

    private async Task<(Dictionary<string, int> Current, Dictionary<LedgerKey, int> Unknown)> LookAsync(
        string tenant, Dictionary<string, LedgerEntry> entries, Dictionary<string, LedgerEntry> followers, HashSet<string> sources, CancellationToken cancellationToken)
    {
        var (current, unknown) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<LedgerKey, int>());
        var versions = followers.ToDictionary(e => e.Key, e => StoredVersion.Of(e.Value), StringComparer.Ordinal);
        var scope = AccessScope.ForSystem(tenant, "switch of a collection");
        await foreach (var record in place.Store.ScanAsync(place.Collection, scope, null, cancellationToken).ConfigureAwait(false))
        {
            if (record.TextOf(RagFields.Document) is not { } document) continue;
            if (!entries.ContainsKey(document))
            {
                // Of a source that was never ingested nothing is known that could be doubted.
                if (record.TextOf(RagFields.Source) is { } source && sources.Contains(source) && record.TextOf(RagFields.Name) is { } name)
                    unknown[new(tenant, source, name)] = unknown.GetValueOrDefault(new(tenant, source, name)) + 1;
            }
            else if (versions.TryGetValue(document, out var version) && record.Fields.TryGetValue(RagFields.Version, out var held) && held.Items?.Contains(version) == true)
            {
                current[document] = current.GetValueOrDefault(document) + 1;
            }
        }

        return (current, unknown);
    }
}
