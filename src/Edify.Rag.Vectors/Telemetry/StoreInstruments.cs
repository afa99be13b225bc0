using System.Diagnostics;
using System.Diagnostics.Metrics;
using Edify.Rag.Shared.Telemetry;

namespace Edify.Rag.Vectors.Telemetry;

/// <summary>The spans and metrics of vector stores. No tag ever holds a text, a value of a filter, a vector or a tenant.</summary>
internal static class StoreInstruments
{
    private static readonly string? Version = typeof(StoreInstruments).Assembly.GetName().Version?.ToString(3);

    public static ActivitySource Source { get; } = new(VectorStoreTelemetry.Name, Version);

    private static Meter Meter { get; } = new(VectorStoreTelemetry.Name, Version);

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        Db.OperationDuration, "s", "How long calls to vector stores took.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Db.DurationBuckets });

    public static Histogram<long> Rows { get; } = Meter.CreateHistogram(
        Db.ResponseReturnedRows, "{row}", "How many records searches and walks returned.", tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = Db.RowBuckets });

    /// <summary>Whether anybody listens; otherwise a call costs nothing more.</summary>
    public static bool AreObserved => Source.HasListeners() || Duration.Enabled || Rows.Enabled;
}
