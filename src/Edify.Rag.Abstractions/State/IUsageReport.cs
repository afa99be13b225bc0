namespace Edify.Rag;

/// <summary>Tells what was consumed, and what it cost.</summary>
/// <remarks>Safe for concurrent use. It is for those who run the service: it takes no access scope, and shows the names of users.</remarks>
public interface IUsageReport
{
    /// <summary>Sums up what was counted.</summary>
    /// <param name="request">Of whom, of which days, and by what.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A line for each tenant, model, day or user, in ordinal order.</returns>
    /// <exception cref="RagStateException">The meter can't be read.</exception>
    Task<IReadOnlyList<UsageLine>> ReadAsync(UsageReportRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What a report is about.</summary>
/// <param name="By">What its lines are for.</param>
public sealed record UsageReportRequest(UsageGrouping By)
{
    /// <summary>One tenant; <see langword="null"/> for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>The first day, in the tenant's own time; <see langword="null"/> for as long as is kept.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in the tenant's own time; <see langword="null"/> for today.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>What the lines of a report are for.</summary>
public enum UsageGrouping
{
    /// <summary>A line for each tenant, with what it stores.</summary>
    Tenant,

    /// <summary>A line for each model of a tenant: its tokens, texts embedded and cost.</summary>
    Model,

    /// <summary>A line for each day of a tenant.</summary>
    Day,

    /// <summary>A line for each user.</summary>
    User,

    /// <summary>A line for each role, its users together; a user of two roles counts in both.</summary>
    Role,
}

/// <summary>A line of a report.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Name">The model, day (yyyy-MM-dd), user or role; the tenant itself where lines are for tenants.</param>
public sealed record UsageLine(string Tenant, string Name)
{
    /// <summary>Questions asked; 0 for models.</summary>
    public long Messages { get; init; }

    /// <summary>Tokens of language models, sent and received.</summary>
    public long Tokens { get; init; }

    /// <summary>Texts embedded.</summary>
    public long Embeddings { get; init; }

    /// <summary>Bytes of the documents that are stored now; 0 where lines are not for tenants.</summary>
    public long StorageBytes { get; init; }

    /// <summary>Cost in the currency of the price list; models without a price cost nothing.</summary>
    public decimal Cost { get; init; }
}
