using System.Diagnostics;
using System.Diagnostics.Metrics;
using Edify.Rag.Shared.Telemetry;

namespace Edify.Rag.Embeddings.Decorators.Telemetry;

/// <summary>The package's spans and metrics. No tag ever holds a text, a tenant or a document.</summary>
internal static class EmbeddingInstruments
{
    private static readonly string? Version = typeof(EmbeddingInstruments).Assembly.GetName().Version?.ToString(3);

    public static ActivitySource Source { get; } = new(EmbeddingTelemetry.Name, Version);

    private static Meter Meter { get; } = new(EmbeddingTelemetry.Name, Version);

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        GenAi.OperationDuration, "s", "How long calls to embedders took.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = GenAi.DurationBuckets });

    public static Histogram<long> Tokens { get; } = Meter.CreateHistogram(
        GenAi.TokenUsage, "{token}", "Tokens that embedders read.", tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = GenAi.TokenBuckets });

    public static Counter<long> CacheLookups { get; } = Meter.CreateCounter<long>(
        "edify.rag.embeddings.cache.lookups", "{text}", "Texts that were looked up in a tier of the cache, by result.");

    public static Counter<long> CacheBypasses { get; } = Meter.CreateCounter<long>(
        "edify.rag.embeddings.cache.bypasses", "{text}", "Texts of calls that the cache can't tell apart and leaves to the embedder.");

    public static Counter<long> CacheFailures { get; } = Meter.CreateCounter<long>(
        "edify.rag.embeddings.cache.failures", "{failure}", "Failures of a tier of the cache.");

    public static Histogram<double> RateLimitWait { get; } = Meter.CreateHistogram(
        "edify.rag.embeddings.rate_limit.wait", "s", "How long calls waited for their turn.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = GenAi.DurationBuckets });
}
