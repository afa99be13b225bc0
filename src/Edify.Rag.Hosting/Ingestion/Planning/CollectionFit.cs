namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>Compares the collection that there is with the embedder that there is; changes nothing.</summary>
internal enum CollectionState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It was made by the same embedder.</summary>
    Fits,

    /// <summary>It was made by another one and is to be made anew.</summary>
    ToRecreate,
}

/// <summary>Looks at the collection before a run or for a plan.</summary>
internal static class CollectionFit
{
    /// <exception cref="VectorStoreException">Another embedder made it, and it is not to be made anew.</exception>
    public static async Task<CollectionState> LookAsync(IngestionParts parts, EmbedderIdentity embedder, bool recreate, CancellationToken cancellationToken)
    {
        if (await parts.Store.GetCollectionAsync(parts.Collection, cancellationToken).ConfigureAwait(false) is not { } there) return CollectionState.Missing;
        if (embedder.HasMade(there)) return CollectionState.Fits;
        if (recreate) return CollectionState.ToRecreate;
        var size = await parts.Store.MeasureCollectionAsync(parts.Collection, cancellationToken).ConfigureAwait(false);
        throw new VectorStoreException(
            "vectors",
            parts.Collection,
            "ensure collection",
            $"Collection '{parts.Collection}' holds {size.Records} chunks with vectors of embedder '{there.Embedder}' ({there.Dimension} dimensions), but embedder " +
            $"'{embedder.Id}' ({embedder.Dimension} dimensions) is configured. Vectors of different embedders never mix: configure the old embedder again, " +
            "name another collection, have this one embedded anew beside the one in use (edify-rag reembed), or have it deleted and all of its documents embedded again (IngestionRequest.Recreate, edify-rag ingest --recreate).");
    }
}
