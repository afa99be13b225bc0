using Edify.Rag.Embeddings.Decorators;
using Edify.Rag.Embeddings.Decorators.Logging;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag;

/// <summary>Logs what an embedder does.</summary>
public static class EmbeddingLoggingExtensions
{
    private const string Category = "Edify.Rag.Embeddings";

    /// <summary>
    /// Logs each call under the category <c>Edify.Rag.Embeddings</c>: its begin, end and cancellation at Debug, failures at Error
    /// by their kind, and the texts at Trace only.
    /// </summary>
    /// <param name="generator">The embedder; it is disposed with the result.</param>
    /// <param name="loggers">Makes the logger.</param>
    /// <param name="time">Measures durations; <see langword="null"/> for the system's clock.</param>
    public static IEmbeddingGenerator<string, Embedding<float>> WithLogging(
        this IEmbeddingGenerator<string, Embedding<float>> generator, ILoggerFactory loggers, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(loggers);
        return new LoggingEmbeddingGenerator(generator, loggers.CreateLogger(Category), time ?? TimeProvider.System);
    }

    /// <summary>Logs what the pipeline's embedder does; see <see cref="WithLogging"/>. <c>AddEdifyRag</c> has done it already.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder WithEmbeddingLogging(this IRagBuilder builder) => builder.DecorateEmbedderOnce(
        "logging", (inner, services) => inner.WithLogging(services.GetLoggers(), services.GetTime()));
}
