using System.Diagnostics;
using Edify.Rag.Embeddings.Decorators;
using Edify.Rag.Embeddings.Decorators.Telemetry;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Gives an embedder spans and metrics.</summary>
public static class EmbeddingTelemetryExtensions
{
    /// <summary>
    /// Records each call by OpenTelemetry's conventions for generative AI: a span <c>embeddings {model}</c> and the histograms
    /// <c>gen_ai.client.operation.duration</c> and <c>gen_ai.client.token.usage</c>, under <see cref="EmbeddingTelemetry.Name"/>.
    /// Costs next to nothing while nobody listens; never records a text.
    /// </summary>
    /// <param name="generator">The embedder; it is disposed with the result.</param>
    /// <param name="time">Measures durations; <see langword="null"/> for the system's clock.</param>
    /// <returns>The embedder itself if it has spans of its own, which it tells by offering an <see cref="ActivitySource"/>.</returns>
    public static IEmbeddingGenerator<string, Embedding<float>> WithTelemetry(
        this IEmbeddingGenerator<string, Embedding<float>> generator, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return generator.GetService(typeof(ActivitySource)) is null ? new TelemetryEmbeddingGenerator(generator, time ?? TimeProvider.System) : generator;
    }

    /// <summary>Gives the pipeline's embedder spans and metrics; see <see cref="WithTelemetry"/>. <c>AddEdifyRag</c> has done it already.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder WithEmbeddingTelemetry(this IRagBuilder builder) => builder.DecorateEmbedderOnce(
        "telemetry", (inner, services) => inner.WithTelemetry(services.GetTime()));
}
