using System.Diagnostics.Metrics;

namespace Edify.Rag.Hosting.Caching;

/// <summary>The metrics of answers. No tag ever holds a text, a user, a tenant or a document.</summary>
internal static class AnswerInstruments
{
    private static Meter Meter { get; } = new(AnswerTelemetry.Name, typeof(AnswerInstruments).Assembly.GetName().Version?.ToString(3));

    public static Counter<long> Answers { get; } = Meter.CreateCounter<long>(
        "edify.rag.answers", "{answer}", "Answers that were given, by outcome and by whether they came from the cache.");

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "edify.rag.answers.duration", "s", "How long answers took, from the question to the last word.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 20, 60] });

    /// <summary>Counts an answer.</summary>
    public static void Given(Answer answer, TimeSpan elapsed)
    {
        var outcome = new KeyValuePair<string, object?>("edify.answer.outcome", answer.Outcome.ToString());
        var cached = new KeyValuePair<string, object?>("edify.answer.cached", answer.Trace.Cached);
        Answers.Add(1, outcome, cached);
        Duration.Record(elapsed.TotalSeconds, outcome, cached);
    }

    public static Counter<long> CacheLookups { get; } = Meter.CreateCounter<long>(
        "edify.rag.answers.cache.lookups", "{answer}", "Questions that were looked up, by what they found: memory, distributed, similar, under_way or miss.");

    public static Counter<long> CacheBypasses { get; } = Meter.CreateCounter<long>(
        "edify.rag.answers.cache.bypasses", "{answer}", "Questions that were not looked up, by reason.");

    public static Counter<long> CacheFailures { get; } = Meter.CreateCounter<long>(
        "edify.rag.answers.cache.failures", "{failure}", "Failures of a tier of the cache.");
}
