namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>One limit that holds for a user.</summary>
/// <param name="Subject">Whose counter it is about.</param>
/// <param name="Name">The user or role; empty for the tenant.</param>
/// <param name="Kind">What is counted.</param>
/// <param name="Period">For how long.</param>
/// <param name="Max">The limit.</param>
/// <param name="Plan">The plan it is of; empty for a budget.</param>
internal sealed record QuotaLimit(UsageSubject Subject, string Name, UsageKind Kind, UsagePeriod Period, long Max, string Plan)
{
    public bool IsFor(UsageCounter counter) => counter.Subject == Subject && counter.Kind == Kind && counter.Period == Period && counter.Name == Name;
}
