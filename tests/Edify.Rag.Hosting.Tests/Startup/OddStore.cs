using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Startup;

/// <summary>A store that can less than others, tells of its indexes, and can't be reached when a test wants it so.</summary>
internal sealed class OddStore(IVectorStore inner) : DelegatingStore(inner), IVectorStoreDetails
{
    public override VectorStoreCapabilities Capabilities => Can ?? base.Capabilities;

    /// <summary>What it does; <see langword="null"/> for what the other does.</summary>
    public VectorStoreCapabilities? Can { get; set; }

    /// <summary>The fields with an index; <see langword="null"/> for a store without indexes.</summary>
    public IReadOnlyCollection<string>? Indexed { get; set; }

    /// <summary>What its check does.</summary>
    public Func<CancellationToken, Task>? Check { get; set; }

    /// <summary>The collection that it was last asked to make.</summary>
    public CollectionDefinition? Made { get; private set; }

    public VectorStoreMetadata Metadata { get; } = new("odd");

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) => Task.FromResult(Indexed);

    public override Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        Made = collection;
        return base.EnsureCollectionAsync(collection, cancellationToken);
    }

    public override Task CheckAsync(CancellationToken cancellationToken = default) => Check is { } check ? check(cancellationToken) : base.CheckAsync(cancellationToken);
}
