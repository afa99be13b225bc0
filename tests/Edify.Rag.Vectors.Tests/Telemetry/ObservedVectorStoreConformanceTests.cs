using Edify.Rag.Conformance;
using Edify.Rag.Vectors.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Telemetry;

/// <summary>A store that is observed does what it does unobserved.</summary>
[Collection(Observed.Group)]
public sealed class ObservedVectorStoreConformanceTests : VectorStoreSuite
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Observed _observed = new();

    protected override ValueTask<IVectorStore> CreateStoreAsync() =>
        new(new EmbeddedVectorStore(new() { Directory = _directory.Path }, NullLogger.Instance).WithTelemetry());

    protected override async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        await base.DisposeStoreAsync(store);
        if (!ReferenceEquals(store, Store)) return;
        _observed.Dispose();
        _directory.Dispose();
    }
}
