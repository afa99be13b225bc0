using Edify.Rag.Qdrant;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Snapshots;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag;

/// <summary>Keeps vectors in Qdrant.</summary>
public static class QdrantRagBuilderExtensions
{
    private const string Provider = "qdrant";

    /// <summary>Keeps vectors in Qdrant 1.15 or newer: vector search, BM25 and hybrid search, written by any number of machines.</summary>
    /// <remarks>Nothing is connected before the first use. <see cref="IQdrantSnapshots"/> of the pipeline makes backups.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; without, a server on this machine is used.</param>
    public static IRagBuilder UseQdrant(this IRagBuilder builder, Action<QdrantOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<QdrantOptions, QdrantOptionsValidator>(configure);
        var name = builder.Name;
        builder.Services.TryAddKeyedSingleton(name, (sp, _) => new QdrantCalls(
            sp.GetOptions<QdrantOptions>(name), sp.GetTime(), sp.GetLogger<QdrantCalls>()));
        return builder
            .Use<IQdrantSnapshots>(Provider, sp => new QdrantSnapshots(sp.GetRequiredKeyedService<QdrantCalls>(name)))
            .Use<IVectorStore>(Provider, sp => new QdrantVectorStore(
                sp.GetRequiredKeyedService<QdrantCalls>(name),
                sp.GetOptions<QdrantOptions>(name),
                sp.GetTime(),
                sp.GetLogger<QdrantVectorStore>()));
    }
}
