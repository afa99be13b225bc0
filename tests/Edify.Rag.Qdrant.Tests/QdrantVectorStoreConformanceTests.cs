using Edify.Rag.Conformance;
using Edify.Rag.Qdrant.Server.Serving;
using Edify.Rag.Qdrant.Tests.Support;

namespace Edify.Rag.Qdrant.Tests;

/// <summary>The suite on the newest server, on which the server fuses.</summary>
public sealed class QdrantVectorStoreConformanceTests : VectorStoreSuite
{
    private TestQdrant? _server;

    protected override async ValueTask<IVectorStore> CreateStoreAsync() => (_server ??= await TestQdrant.StartAsync(new() { Version = "1.19.0" })).Store();

    protected override ValueTask DisposeStoreAsync(IVectorStore store) => ReferenceEquals(store, Store) ? _server!.DisposeAsync() : default;
}

/// <summary>The same on the oldest server, on which legs are fused above it, behind a key and with small requests.</summary>
public sealed class QdrantOldestVectorStoreConformanceTests : VectorStoreSuite
{
    private TestQdrant? _server;

    protected override async ValueTask<IVectorStore> CreateStoreAsync() =>
        (_server ??= await TestQdrant.StartAsync(new QdrantServerOptions { Version = "1.15.5", ApiKey = "s3cret-key" })).Store(o => o.MaxRequestBytes = 8 << 20);

    protected override ValueTask DisposeStoreAsync(IVectorStore store) => ReferenceEquals(store, Store) ? _server!.DisposeAsync() : default;
}
