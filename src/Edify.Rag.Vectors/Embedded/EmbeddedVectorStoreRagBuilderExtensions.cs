using Edify.Rag.Vectors.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Chooses the embedded vector store.</summary>
public static class EmbeddedVectorStoreRagBuilderExtensions
{
    /// <summary>Keeps vectors in a directory of this machine: exact vector search, BM25 and hybrid search, without a server.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder UseEmbeddedVectors(this IRagBuilder builder, Action<EmbeddedVectorStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<EmbeddedVectorStoreOptions>(builder.Name).ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<EmbeddedVectorStoreOptions>, EmbeddedVectorStoreOptionsValidator>());

        return builder.Use<IVectorStore>("embedded", services => new EmbeddedVectorStore(
            services.GetRequiredService<IOptionsMonitor<EmbeddedVectorStoreOptions>>().Get(builder.Name),
            services.GetService<ILogger<EmbeddedVectorStore>>() ?? NullLogger<EmbeddedVectorStore>.Instance));
    }
}
