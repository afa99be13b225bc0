using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>What a worker process does by itself, and when.</summary>
public sealed class IngestionWorkerOptions
{
    /// <summary>Owner of the documents.</summary>
    /// <value>Default: empty, which stands for <see cref="RagOptions.Tenant"/>.</value>
    public string Tenant { get; set; } = string.Empty;

    /// <summary>Only blobs whose name starts so.</summary>
    /// <value>Default: empty, which stands for all.</value>
    public string Prefix { get; set; } = string.Empty;

    /// <summary>Identity of the source, the same on all machines that share it; needed where they reach it by different paths.</summary>
    /// <value>Default: empty, which stands for <see cref="IBlobSource.Location"/>.</value>
    public string Source { get; set; } = string.Empty;

    /// <summary>Whether the process shares its work with others.</summary>
    /// <value>Default: <see cref="IngestionWorkerMode.Auto"/>.</value>
    public IngestionWorkerMode Mode { get; set; }

    /// <summary>What the process does of the shared work.</summary>
    /// <value>Default: <see cref="IngestionWorkerRoles.All"/>.</value>
    public IngestionWorkerRoles Roles { get; set; } = IngestionWorkerRoles.All;

    /// <summary>How long after a listing of the source the next one begins; not used when <see cref="DailyAt"/> is set.</summary>
    /// <value>Default: 15 minutes. Range: 1 second to 30 days.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The time of day, in the machine's time zone, at which the source is listed; <see langword="null"/> goes by <see cref="Interval"/>.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public TimeOnly? DailyAt { get; set; }

    /// <summary>The most by which a listing is put off at random, so that many pipelines don't begin at once.</summary>
    /// <value>Default: none at all. Range: 0 to 1 day.</value>
    public TimeSpan Jitter { get; set; }

    /// <summary>How long a document is the worker's own; renewed at a third of it. What a worker leaves behind goes to others after that.</summary>
    /// <value>Default: 2 minutes. Range: 1 second to 1 day.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Documents that the worker holds at a time; how many of them it reads at once is <see cref="IngestionOptions.Parallelism"/>.</summary>
    /// <value>Default: 16. Range: 1 to 1,024.</value>
    public int Concurrency { get; set; } = 16;

    /// <summary>How often a worker that has nothing to do asks for work.</summary>
    /// <value>Default: 2 seconds. Range: 10 milliseconds to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the worker waits before it goes on after a service stayed down; a service that asks for longer gets it.</summary>
    /// <value>Default: 30 seconds. Range: 0 to 1 hour.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Whether a worker process shares its work.</summary>
public enum IngestionWorkerMode
{
    /// <summary>It shares where the pipeline's state has a job queue, and is alone elsewhere.</summary>
    Auto,

    /// <summary>It is the only process that ingests: plain runs, on schedule.</summary>
    Alone,

    /// <summary>It shares, or does not start.</summary>
    Shared,
}

/// <summary>What a worker process does of the shared work.</summary>
[Flags]
public enum IngestionWorkerRoles
{
    /// <summary>Takes part in listing the source: one process at a time does, and hands out what changed.</summary>
    Coordinator = 1,

    /// <summary>Processes documents.</summary>
    Worker = 2,

    /// <summary>Both.</summary>
    All = Coordinator | Worker,
}

/// <summary>Checks <see cref="IngestionWorkerOptions"/>.</summary>
internal sealed class IngestionWorkerOptionsValidator : IValidateOptions<IngestionWorkerOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, IngestionWorkerOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, Enum.IsDefined(options.Mode), nameof(options.Mode), options.Mode, "Auto, Alone or Shared");
        Check(result, options.Roles != 0 && (options.Roles & ~IngestionWorkerRoles.All) == 0, nameof(options.Roles), options.Roles, "Coordinator, Worker or All");
        Check(result, Within(options.Interval, Second, 30 * Day), nameof(options.Interval), options.Interval, "1 second to 30 days");
        Check(result, Within(options.Jitter, TimeSpan.Zero, Day), nameof(options.Jitter), options.Jitter, "0 to 1 day");
        Check(result, Within(options.Lease, Second, Day), nameof(options.Lease), options.Lease, "1 second to 1 day");
        Check(result, options.Concurrency is >= 1 and <= 1024, nameof(options.Concurrency), options.Concurrency, "1 to 1,024");
        Check(result, Within(options.PollInterval, TimeSpan.FromMilliseconds(10), Hour), nameof(options.PollInterval), options.PollInterval, "10 milliseconds to 1 hour");
        Check(result, Within(options.RetryDelay, TimeSpan.Zero, Hour), nameof(options.RetryDelay), options.RetryDelay, "0 to 1 hour");
        return result.Build();
    }

    private static bool Within(TimeSpan time, TimeSpan least, TimeSpan most) => time >= least && time <= most;

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"Worker: {key} is {value}; it must be {accepted}."));
    }
}
