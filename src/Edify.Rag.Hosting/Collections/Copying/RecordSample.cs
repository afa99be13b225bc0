namespace Edify.Rag.Hosting.Collections.Copying;

/// <summary>Takes records from all over a tenant's part of a collection, with their vectors.</summary>
internal static class RecordSample
{
    private const int Size = 50;

    /// <summary>Records spread evenly over the ids, and those of the same ids from the other place, where it has them.</summary>
    public static async Task<IReadOnlyList<(VectorRecord Here, VectorRecord? There)>> TakeAsync(
        CollectionPlace here, CollectionPlace there, string tenant, long total, CancellationToken cancellationToken)
    {
        var scope = AccessScope.ForSystem(tenant, "sample of a collection");
        var (stride, index) = (Math.Max(1, total / Size), 0L);
        var picked = new List<VectorRecord>(Size);
        await foreach (var record in here.Store.ScanAsync(here.Collection, scope, null, cancellationToken).ConfigureAwait(false))
        {
            if (index++ % stride == 0) picked.Add(record);
            if (picked.Count == Size) break;
        }

        var taken = new List<(VectorRecord, VectorRecord?)>(picked.Count);
        foreach (var group in picked.GroupBy(record => record.Fields.GetValueOrDefault(RagFields.Document)))
        {
            var wanted = group.Select(record => record.Id).ToHashSet();
            var one = await FindAsync(here, scope, FilterOf(group.First()), wanted, cancellationToken).ConfigureAwait(false);
            var other = await FindAsync(there, scope, FilterOf(group.First()), wanted, cancellationToken).ConfigureAwait(false);
            taken.AddRange(one.Values.Select(record => (record, other.GetValueOrDefault(record.Id))));
        }

        return taken;
    }

    // There is no look-up by id, but a document is a small place to look.
    private static VectorFilter FilterOf(VectorRecord record) =>
        record.Fields.TryGetValue(RagFields.Document, out var document) && document.Items is null ? VectorFilter.Equal(RagFields.Document, document) : VectorFilter.All;

    private static async Task<Dictionary<Guid, VectorRecord>> FindAsync(
        CollectionPlace place, AccessScope scope, VectorFilter filter, HashSet<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, VectorRecord>();
        var options = new ScanOptions { Filter = filter, IncludeVectors = true };
        await foreach (var record in place.Store.ScanAsync(place.Collection, scope, options, cancellationToken).ConfigureAwait(false))
        {
            if (ids.Contains(record.Id)) found[record.Id] = record;
            if (found.Count == ids.Count) break;
        }

        return found;
    }
}
