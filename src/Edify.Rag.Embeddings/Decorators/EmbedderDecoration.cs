using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Embeddings.Decorators;

/// <summary>How a pipeline's embedder is wrapped.</summary>
internal static class EmbedderDecoration
{
    /// <summary>Wraps the pipeline's embedder, unless it was wrapped so before: to call a verb again changes its options only.</summary>
    public static IRagBuilder DecorateEmbedderOnce(
        this IRagBuilder builder,
        string decorator,
        Func<IEmbeddingGenerator<string, Embedding<float>>, IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> wrap)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var mark = new Mark(builder.Name, decorator);
        if (builder.Services.Any(s => s.ServiceType == typeof(Mark) && mark.Equals(s.ImplementationInstance))) return builder;
        builder.Services.AddSingleton(mark);
        return builder.Decorate(decorator, wrap);
    }

    // A host without logging, such as a bare service collection, is served all the same.
    public static ILoggerFactory GetLoggers(this IServiceProvider services) => services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;

    private sealed record Mark(string Pipeline, string Decorator);
}
