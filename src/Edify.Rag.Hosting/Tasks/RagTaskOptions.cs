using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>How many tasks run in a process, how often they tell how far they are, and how long they are kept.</summary>
/// <remarks>A change holds from the next task on.</remarks>
public sealed class RagTaskOptions
{
    /// <summary>Whether a host runs tasks. Where it does not, they wait for another host over the same state, or for <c>edify-rag tasks run</c>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Run { get; set; } = true;

    /// <summary>How many tasks a process works on at a time; read when it starts.</summary>
    /// <value>Default: 2. Range: 1 to 64.</value>
    public int Parallelism { get; set; } = 2;

    /// <summary>How many tasks of one user may be waiting or running; further ones are refused.</summary>
    /// <value>Default: 20. Range: 1 to 10,000.</value>
    public int MaxOpenPerUser { get; set; } = 20;

    /// <summary>How often a task is tried before it has failed. A process that dies with it has tried; one that is stopped has not.</summary>
    /// <value>Default: 3. Range: 1 to 100.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How long a task waits after a fault that may pass; doubled with each further one, at most an hour.</summary>
    /// <value>Default: 10 seconds. Range: 0 to 1 hour.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a task is a process's own; renewed at a third of it. Tasks of a process that died go on after that.</summary>
    /// <value>Default: 30 seconds. Range: 1 second to 1 hour.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a process that has nothing to do looks for tasks that others submitted; its own begin at once.</summary>
    /// <value>Default: 2 seconds. Range: 10 milliseconds to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a running task writes how far it is, and who follows it looks for what other processes wrote.</summary>
    /// <value>Default: 500 milliseconds. Range: 10 milliseconds to 1 minute.</value>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long tasks are kept after their end, with result and notification; <see langword="null"/> keeps them until they are deleted.</summary>
    /// <value>Default: 30 days. Range: 1 hour to 36,500 days.</value>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often a host looks for tasks that are older than that, and for what a crash left undone.</summary>
    /// <value>Default: 10 minutes. Range: 1 second to 1 day.</value>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>Checks <see cref="RagTaskOptions"/>.</summary>
internal sealed class RagTaskOptionsValidator : IValidateOptions<RagTaskOptions>
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RagTaskOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, options.Parallelism is >= 1 and <= 64, nameof(options.Parallelism), options.Parallelism, "1 to 64");
        Check(result, options.MaxOpenPerUser is >= 1 and <= 10_000, nameof(options.MaxOpenPerUser), options.MaxOpenPerUser, "1 to 10,000");
        Check(result, options.MaxAttempts is >= 1 and <= 100, nameof(options.MaxAttempts), options.MaxAttempts, "1 to 100");
        Check(result, Within(options.RetryDelay, TimeSpan.Zero, Hour), nameof(options.RetryDelay), options.RetryDelay, "0 to 1 hour");
        Check(result, Within(options.Lease, TimeSpan.FromSeconds(1), Hour), nameof(options.Lease), options.Lease, "1 second to 1 hour");
        Check(result, Within(options.PollInterval, Brief, Hour), nameof(options.PollInterval), options.PollInterval, "10 milliseconds to 1 hour");
        Check(result, Within(options.ProgressInterval, Brief, TimeSpan.FromMinutes(1)), nameof(options.ProgressInterval), options.ProgressInterval, "10 milliseconds to 1 minute");
        Check(result, options.Retention is not { } kept || Within(kept, Hour, TimeSpan.FromDays(36_500)), nameof(options.Retention), options.Retention, "1 hour to 36,500 days");
        Check(result, Within(options.SweepInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), nameof(options.SweepInterval), options.SweepInterval, "1 second to 1 day");
        return result.Build();
    }

    private static bool Within(TimeSpan time, TimeSpan least, TimeSpan most) => time >= least && time <= most;

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object? value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"Tasks: {key} is {value}; it must be {accepted}."));
    }
}
