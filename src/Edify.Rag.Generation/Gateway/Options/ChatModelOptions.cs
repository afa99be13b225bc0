namespace Edify.Rag;

/// <summary>How one language model of a gateway is called. Read with every call, so that a change takes effect with the next one.</summary>
public sealed class ChatModelOptions
{
    /// <summary>Whether the model is asked at all.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a try may take until the first part of its answer is there. Who takes longer is not asked again for this call.</summary>
    /// <value>Default: 30 seconds. Range: 10 milliseconds to 1 hour.</value>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream may be silent after that.</summary>
    /// <value>Default: 20 seconds. Range: 10 milliseconds to 1 hour.</value>
    public TimeSpan TokenTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a try may take in all; the time in which the reader of a stream does something else does not count.</summary>
    /// <value>Default: 2 minutes. Range: 10 milliseconds to 1 hour.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a call is made again that failed for a reason that may pass, before the next model is asked.</summary>
    /// <value>Default: 2. Range: 0 to 10.</value>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The wait before the first repetition; it about doubles with each, with jitter.</summary>
    /// <value>Default: 500 milliseconds. Range: 0 to 1 minute.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a repetition that the service did not ask for.</summary>
    /// <value>Default: 5 seconds. Range: 0 to 10 minutes.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time to be left alone (<c>Retry-After</c>) that is waited for. Who asks for more is passed over until it is over.</summary>
    /// <value>Default: 3 seconds. Range: 0 to 10 minutes.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The share of calls that must fail for the circuit breaker to open.</summary>
    /// <value>Default: 0.5. Range: above 0, to 1.</value>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>The fewest calls within <see cref="SamplingDuration"/> that the breaker judges by.</summary>
    /// <value>Default: 6. Range: 2 to 10,000.</value>
    public int MinThroughput { get; set; } = 6;

    /// <summary>The time whose calls the breaker judges by. A change of what it judges by closes it.</summary>
    /// <value>Default: 30 seconds. Range: 500 milliseconds to 1 day.</value>
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nobody calls the model once its breaker is open; then one call tries it.</summary>
    /// <value>Default: 15 seconds. Range: 500 milliseconds to 1 day.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Calls under way at the same time, from all callers together; a stream counts until it has been read.</summary>
    /// <value>Default: 16. Range: 1 to 10,000.</value>
    public int MaxParallelCalls { get; set; } = 16;

    /// <summary>Calls that may wait for one under way to end; further ones go on to the next model.</summary>
    /// <value>Default: 64. Range: 0 to 100,000.</value>
    public int MaxQueuedCalls { get; set; } = 64;

    /// <summary>How long a call waits so.</summary>
    /// <value>Default: 5 seconds. Range: 0 to 1 hour.</value>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most characters of an answer, thoughts included; it is cut there, and the report says so.</summary>
    /// <value>Default: 40,000. Range: 1 to 10,000,000.</value>
    public int MaxCharacters { get; set; } = 40_000;

    /// <summary>
    /// The most tokens, read and written, that this process may use in a <see cref="BudgetPeriod"/>; calls under way when it is reached
    /// are not stopped. Where a model does not count, they are estimated.
    /// </summary>
    /// <value>Default: null, which sets no limit. Range: 0 and up.</value>
    public long? MaxTokensPerPeriod { get; set; }

    /// <summary>The most that this process may spend in a <see cref="BudgetPeriod"/>, in the currency of the price list, without which nothing costs anything.</summary>
    /// <value>Default: null, which sets no limit. Range: 0 and up.</value>
    public decimal? MaxCostPerPeriod { get; set; }

    /// <summary>The period of both budgets. Periods follow each other from the first of January of the year 1, UTC: a day begins at midnight.</summary>
    /// <value>Default: 1 day. Range: 1 second to 366 days.</value>
    public TimeSpan BudgetPeriod { get; set; } = TimeSpan.FromDays(1);
}
