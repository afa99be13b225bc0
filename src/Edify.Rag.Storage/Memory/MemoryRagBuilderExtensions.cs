using Edify.Rag.Storage.Memory;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Keeps blobs in memory.</summary>
public static class MemoryRagBuilderExtensions
{
    /// <summary>Uses the process's memory as <see cref="IBlobStore"/> and <see cref="IBlobSource"/>: for tests and demonstrations.</summary>
    /// <remarks>Blobs are gone when the process ends. A host fills the store through <see cref="IBlobStore"/>.</remarks>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseInMemoryBlobs(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        return builder
            .Use<IBlobStore>("memory", services => new InMemoryBlobStore(name, services.GetTime()))
            .Use<IBlobSource>("memory", services => services.GetRag<IBlobStore>(name));
    }
}
