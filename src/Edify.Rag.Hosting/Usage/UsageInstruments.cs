using System.Diagnostics.Metrics;

namespace Edify.Rag.Hosting.Usage;

/// <summary>The metrics of usage. No tag ever holds a user, a tenant or a text.</summary>
internal static class UsageInstruments
{
    private static Meter Meter { get; } = new(AnswerTelemetry.Name, typeof(UsageInstruments).Assembly.GetName().Version?.ToString(3));

    public static Counter<long> Refusals { get; } = Meter.CreateCounter<long>(
        "edify.rag.quota.refusals", "{question}", "Questions that were refused since a limit was reached, by what it counts and of whom.");

    public static Counter<long> Warnings { get; } = Meter.CreateCounter<long>(
        "edify.rag.quota.warnings", "{limit}", "Limits that came near, each counted once a period, by what it counts and of whom.");

    public static Counter<long> MeterFailures { get; } = Meter.CreateCounter<long>(
        "edify.rag.quota.meter.failures", "{failure}", "Failures of the meter.");

    public static Counter<long> Thrifty { get; } = Meter.CreateCounter<long>(
        "edify.rag.budget.thrifty", "{call}", "Calls of language models while their tenant's budget was nearly or wholly used up.");

    public static Counter<long> TooOften { get; } = Meter.CreateCounter<long>(
        "edify.rag.ratelimit.refusals", "{question}", "Questions that were refused since they came too often, by whose limit it was.");

    public static KeyValuePair<string, object?> Kind(UsageKind kind) => new("edify.usage.kind", kind.ToString());

    public static KeyValuePair<string, object?> Subject(UsageSubject subject) => new("edify.usage.subject", subject.ToString());
}
