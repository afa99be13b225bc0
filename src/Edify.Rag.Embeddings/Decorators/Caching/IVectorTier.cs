namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>A place that vectors are kept in. Safe for concurrent use; may raise anything, <see cref="GuardedTier"/> sees to it.</summary>
internal interface IVectorTier : IDisposable
{
    /// <summary>What metrics and logs call it.</summary>
    string Name { get; }

    /// <summary>Whether it keeps vectors of texts of this purpose.</summary>
    bool Keeps(EmbeddingPurpose purpose);

    /// <summary>Adds the vectors that it has.</summary>
    ValueTask FindAsync(IReadOnlyList<VectorKey> keys, Dictionary<VectorKey, ReadOnlyMemory<float>> found, CancellationToken cancellationToken);

    /// <summary>Keeps vectors, if it can.</summary>
    ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken);

    /// <summary>Deletes all vectors for good, or leaves them to their lifetime where nobody can tell which they are.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}
