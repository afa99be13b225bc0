using Edify.Rag.Shared.Composition;
using Edify.Rag.Vectors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Gives a vector store spans and metrics.</summary>
public static class VectorStoreTelemetryExtensions
{
    /// <summary>
    /// Records each call by OpenTelemetry's conventions for databases: a span <c>{operation} {collection}</c> and the histograms
    /// <c>db.client.operation.duration</c> and <c>db.client.response.returned_rows</c>, under <see cref="VectorStoreTelemetry.Name"/>.
    /// Costs next to nothing while nobody listens; never records a text, a vector or a value of a filter.
    /// </summary>
    /// <param name="store">The store; it is disposed with the result, which is an <see cref="ITermStatistics"/>,
    /// <see cref="ICollectionAliases"/> and <see cref="IVectorStoreDetails"/> exactly where the store is.</param>
    /// <param name="time">Measures durations; <see langword="null"/> for the system's clock.</param>
    /// <returns>The store itself if it was given spans before.</returns>
    public static IVectorStore WithTelemetry(this IVectorStore store, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store is TelemetryVectorStore ? store : TelemetryVectorStore.Around(store, time ?? TimeProvider.System);
    }

    /// <summary>Gives the pipeline's store spans and metrics; see <see cref="WithTelemetry"/>. <c>AddEdifyRag</c> has done it already.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder WithVectorTelemetry(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var mark = new Mark(builder.Name);
        if (builder.Services.Any(s => s.ServiceType == typeof(Mark) && mark.Equals(s.ImplementationInstance))) return builder;
        builder.Services.AddSingleton(mark);
        return builder.Decorate<IVectorStore>("telemetry", static (inner, services) => inner.WithTelemetry(services.GetTime()));
    }

    private sealed record Mark(string Pipeline);
}
