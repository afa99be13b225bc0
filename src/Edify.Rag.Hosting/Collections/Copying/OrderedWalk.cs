namespace Edify.Rag.Hosting.Collections.Copying;

/// <summary>A walk over the records of a tenant, one at a time, in order of their ids.</summary>
internal sealed class OrderedWalk(CollectionPlace place, AccessScope scope, ScanOptions options, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<VectorRecord> _records =
        place.Store.ScanAsync(place.Collection, scope, options, cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>The record that the walk is at; <see langword="null"/> at its end.</summary>
    public VectorRecord? Current { get; private set; }

    public async ValueTask MoveAsync()
    {
        var last = Current?.Id;
        Current = await _records.MoveNextAsync().ConfigureAwait(false) ? _records.Current : null;

        // Two walks are compared step by step; one that jumps would make records seem missing.
        if (last is { } before && Current is { } now && now.Id.CompareTo(before) <= 0)
        {
            throw new VectorStoreException(
                "vectors", place.Collection, "scan", $"The store walks collection '{place.Collection}' out of the order of ids ({before}, then {now.Id}); its provider has a defect.");
        }
    }

    public ValueTask DisposeAsync() => _records.DisposeAsync();
}

/// <summary>A collection in a store.</summary>
internal sealed record CollectionPlace(IVectorStore Store, string Collection);
