namespace Edify.Rag;

/// <summary>What a gateway over several language models tells of them; the pipeline's <c>IChatClient</c> gives it by <c>GetService</c>.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IModelGateway
{
    /// <summary>How the models stand now, in the order in which they are asked.</summary>
    IReadOnlyList<ModelStatus> Models { get; }
}

/// <summary>How a model of a gateway stands.</summary>
/// <param name="Name">The name under which it was added.</param>
/// <param name="Breaker">Whether it is called at all.</param>
public sealed record ModelStatus(string Name, BreakerState Breaker)
{
    /// <summary>The model's name at its service; empty where its client does not tell.</summary>
    public string Model { get; init; } = string.Empty;

    /// <summary>Where its service is; <see langword="null"/> where its client does not tell.</summary>
    public Uri? Server { get; init; }

    /// <summary>Whether its settings let it be asked.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Calls under way, streams that are still read included.</summary>
    public int CallsUnderWay { get; init; }

    /// <summary>Calls that wait for one under way to end.</summary>
    public int CallsWaiting { get; init; }

    /// <summary>Until when its service asked to be left alone; <see langword="null"/> when it did not, or that is over.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Tokens that this process has used of the period's budget, read and written.</summary>
    public long TokensSpent { get; init; }

    /// <summary>What this process has spent of the period's budget, in the currency of the price list.</summary>
    public decimal CostSpent { get; init; }
}

/// <summary>State of a circuit breaker.</summary>
public enum BreakerState
{
    /// <summary>Calls are made.</summary>
    Closed,

    /// <summary>One call is made, to see whether the service is well again.</summary>
    HalfOpen,

    /// <summary>No calls are made, since too many failed. It turns half-open with the first call after the break.</summary>
    Open,
}
