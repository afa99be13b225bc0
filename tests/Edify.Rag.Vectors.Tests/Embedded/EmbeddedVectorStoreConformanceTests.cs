using Edify.Rag.Conformance;
using Edify.Rag.Vectors.Embedded;
using Edify.Rag.Vectors.Embedded.Collections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Embedded;

public sealed class EmbeddedVectorStoreConformanceTests : VectorStoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IVectorStore> CreateStoreAsync() =>
        new(new EmbeddedVectorStore(new() { Directory = _directory.Path }, NullLogger.Instance));

    protected override async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        await base.DisposeStoreAsync(store);
        if (ReferenceEquals(store, Store)) _directory.Dispose();
    }
}

/// <summary>The same suite with segments sealed and merged all the time.</summary>
public sealed class EmbeddedVectorStoreOfManySegmentsConformanceTests : VectorStoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IVectorStore> CreateStoreAsync() =>
        new(new EmbeddedVectorStore(new() { Directory = _directory.Path }, NullLogger.Instance, new SealPolicy(Rows: 40)));

    protected override async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        await base.DisposeStoreAsync(store);
        if (ReferenceEquals(store, Store)) _directory.Dispose();
    }
}
