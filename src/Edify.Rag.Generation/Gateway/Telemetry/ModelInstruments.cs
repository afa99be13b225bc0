using System.Diagnostics;
using System.Diagnostics.Metrics;
using Edify.Rag.Shared.Telemetry;

namespace Edify.Rag.Generation.Gateway.Telemetry;

/// <summary>Spans and metrics of the gateway. No tag ever holds a text, a tenant or a question.</summary>
internal static class ModelInstruments
{
    /// <summary>The name under which a model was added.</summary>
    public const string Model = "edify.rag.model";

    private const string Currency = "edify.rag.currency";

    private static readonly string? Version = typeof(ModelInstruments).Assembly.GetName().Version?.ToString(3);

    public static ActivitySource Source { get; } = new(GenerationTelemetry.Name, Version);

    private static Meter Meter { get; } = new(GenerationTelemetry.Name, Version);

    public static Histogram<double> Duration { get; } = Seconds(GenAi.OperationDuration, "How long calls of language models took.");

    public static Histogram<double> TimeToFirstChunk { get; } = Seconds(GenAi.TimeToFirstChunk, "How long streams took to begin.");

    public static Histogram<long> Tokens { get; } = Meter.CreateHistogram(
        GenAi.TokenUsage, "{token}", "Tokens that language models read and wrote.", tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = GenAi.TokenBuckets });

    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>(
        "edify.rag.models.retries", "{call}", "Calls that were made again to the same model.");

    public static Counter<long> PassedOver { get; } = Meter.CreateCounter<long>(
        "edify.rag.models.passed_over", "{call}", "Calls that a model did not answer, so that the next one was asked.");

    private static Counter<double> Costs { get; } = Meter.CreateCounter<double>(
        "edify.rag.models.cost", "{currency}", "What calls cost by the price list.");

    private static Gauge<int> Breakers { get; } = Meter.CreateGauge<int>(
        "edify.rag.models.breaker", "{state}", "Circuit breakers: 0 closed, 1 half-open, 2 open.");

    public static void Breaker(string model, BreakerState state) => Breakers.Record((int)state, new KeyValuePair<string, object?>(Model, model));

    public static void Cost(string model, decimal cost, string currency) =>
        Costs.Add((double)cost, new KeyValuePair<string, object?>(Model, model), new KeyValuePair<string, object?>(Currency, currency));

    private static Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = GenAi.DurationBuckets });
}
