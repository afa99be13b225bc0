namespace Edify.Rag;

/// <summary>Counts what users consume, and stops them at their limits.</summary>
/// <remarks>Safe for concurrent use; two parallel reservations never overshoot a limit together.</remarks>
public interface IUsageMeter
{
    /// <summary>Takes an amount out of what the user has left, or refuses it whole.</summary>
    /// <param name="user">Who consumes.</param>
    /// <param name="kind">What is consumed.</param>
    /// <param name="amount">How much, at least 1.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask<UsageDecision> ReserveAsync(RagUser user, UsageKind kind, long amount, CancellationToken cancellationToken = default);

    /// <summary>Corrects an earlier reservation once the true amount is known.</summary>
    /// <param name="user">Who consumed.</param>
    /// <param name="kind">What was consumed.</param>
    /// <param name="difference">True amount less reserved amount; may be negative.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask AdjustAsync(RagUser user, UsageKind kind, long difference, CancellationToken cancellationToken = default);
}

/// <summary>What is counted.</summary>
public enum UsageKind
{
    /// <summary>Questions asked.</summary>
    Messages,

    /// <summary>Tokens of language models, sent and received.</summary>
    Tokens,

    /// <summary>Texts embedded.</summary>
    Embeddings,

    /// <summary>Bytes stored.</summary>
    StorageBytes,
}

/// <summary>Whether an amount may be consumed.</summary>
/// <param name="Allowed">Whether it was taken.</param>
/// <param name="Used">Amount used in the current period, this one included when allowed.</param>
/// <param name="Limit">Limit of the period; <see langword="null"/> for none.</param>
/// <param name="ResetsAt">When the period ends; <see langword="null"/> when there is no limit.</param>
public sealed record UsageDecision(bool Allowed, long Used, long? Limit, DateTimeOffset? ResetsAt);
