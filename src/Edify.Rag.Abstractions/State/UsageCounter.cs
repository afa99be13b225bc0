namespace Edify.Rag;

/// <summary>One counter: whose consumption of what it counts, and for which period.</summary>
/// <param name="Tenant">The tenant; never blank.</param>
/// <param name="Subject">Whether it is the tenant's own, or that of a role, a user or a model within it.</param>
/// <param name="Name">The role, user or model; empty for the tenant itself.</param>
/// <param name="Kind">What is counted.</param>
/// <param name="Period">How long it counts.</param>
/// <param name="Start">First day of the period in the tenant's own time; <see cref="DateOnly.MinValue"/> for <see cref="UsagePeriod.Always"/>.</param>
public sealed record UsageCounter(string Tenant, UsageSubject Subject, string Name, UsageKind Kind, UsagePeriod Period, DateOnly Start);

/// <summary>What is counted.</summary>
public enum UsageKind
{
    /// <summary>Questions asked.</summary>
    Messages,

    /// <summary>Tokens of language models, sent and received.</summary>
    Tokens,

    /// <summary>Texts embedded.</summary>
    Embeddings,

    /// <summary>Bytes of the documents that are stored: a level rather than a sum, of no period.</summary>
    StorageBytes,

    /// <summary>Money, in millionths of the currency of the price list.</summary>
    Cost,
}

/// <summary>How long a counter counts.</summary>
public enum UsagePeriod
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A month of the calendar.</summary>
    Month,

    /// <summary>For all time.</summary>
    Always,
}

/// <summary>Whose consumption is counted.</summary>
public enum UsageSubject
{
    /// <summary>All of a tenant together.</summary>
    Tenant,

    /// <summary>All users of a role together.</summary>
    Role,

    /// <summary>One user.</summary>
    User,

    /// <summary>One model.</summary>
    Model,
}

/// <summary>What is added to a counter.</summary>
/// <param name="Counter">The counter.</param>
/// <param name="Amount">How much; a negative amount gives back, down to 0. With 0 only the limit is asked for: whether 1 more would exceed it.</param>
public sealed record UsageCharge(UsageCounter Counter, long Amount)
{
    /// <summary>What the counter may not exceed by this; <see langword="null"/> for none. It holds back nothing that is given back.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether the counter is set to the amount, rather than raised by it.</summary>
    public bool IsLevel { get; init; }
}

/// <summary>Whether amounts were added.</summary>
/// <param name="Allowed">Whether they were; all of them or none.</param>
/// <param name="Used">How the counters of the charges stand, in their order, what was added included.</param>
/// <param name="Exceeded">The places of the charges that would have exceeded their limits; empty when they were added.</param>
public sealed record UsageDecision(bool Allowed, IReadOnlyList<long> Used, IReadOnlyList<int> Exceeded);

/// <summary>How a counter stands.</summary>
/// <param name="Counter">The counter.</param>
/// <param name="Amount">How much was counted.</param>
public sealed record UsageAmount(UsageCounter Counter, long Amount);

/// <summary>Which counters to list.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Period">Of which period.</param>
public sealed record UsageQuery(UsageSubject Subject, UsagePeriod Period)
{
    /// <summary>One tenant; <see langword="null"/> for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>Those that begin on this day or later.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>Those that begin on this day or before.</summary>
    public DateOnly To { get; init; } = DateOnly.MaxValue;
}
