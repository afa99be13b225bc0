namespace Edify.Rag;

/// <summary>A job to do.</summary>
/// <param name="Tenant">For whom.</param>
/// <param name="Kind">What, such as "ingest".</param>
/// <param name="Key">What to do it with, such as a blob's name. Tenant, kind and key together are the job's identity.</param>
/// <param name="Payload">Particulars, in the form that the kind's handler reads.</param>
public sealed record JobRequest(string Tenant, string Kind, string Key, string Payload)
{
    /// <summary>The job's identifier; see <see cref="RagIds.Job"/>.</summary>
    public Guid Id => RagIds.Job(Tenant, Kind, Key);

    /// <summary>How often it is tried before it is dead; at least 1. A worker that vanishes with it has tried.</summary>
    /// <value>Default: 5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 5;
}

/// <summary>What a worker asks of the queue.</summary>
/// <param name="Worker">Who asks, for people to read: a machine and a process, say.</param>
/// <param name="Duration">How long the jobs are its own unless it renews them; more than zero.</param>
public sealed record JobClaim(string Worker, TimeSpan Duration)
{
    /// <summary>The most jobs; at least 1.</summary>
    /// <value>Default: 1.</value>
    public int Limit { get; init; } = 1;

    /// <summary>The kinds that the worker can do; all when empty.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}
