namespace Edify.Rag.Hosting.Usage;

/// <summary>Whose counters are added to: the tenant's, those of the user's roles, and the user's own.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="User">The user; <see langword="null"/> for what is nobody's own, such as ingestion.</param>
/// <param name="Roles">The user's roles, in one spelling, each once.</param>
internal sealed record UsageOwner(string Tenant, string? User, IReadOnlyList<string> Roles)
{
    public static UsageOwner Of(RagUser user) =>
        new(user.Tenant, user.Id, [.. user.Roles.Where(role => !string.IsNullOrWhiteSpace(role)).Select(role => role.ToLowerInvariant()).Distinct(StringComparer.Ordinal)]);

    public static UsageOwner OfTenant(string tenant) => new(tenant, null, []);

    /// <summary>The counters of something that was consumed on a day.</summary>
    public IReadOnlyList<UsageCounter> Counters(UsageKind kind, DateOnly day)
    {
        var counters = new List<UsageCounter>(2 * (2 + Roles.Count));
        foreach (var period in (ReadOnlySpan<UsagePeriod>)[UsagePeriod.Day, UsagePeriod.Month])
        {
            var start = UsageCalendar.StartOf(period, day);
            counters.Add(new(Tenant, UsageSubject.Tenant, string.Empty, kind, period, start));
            foreach (var role in Roles) counters.Add(new(Tenant, UsageSubject.Role, role, kind, period, start));
            if (User is not null) counters.Add(new(Tenant, UsageSubject.User, User, kind, period, start));
        }

        return counters;
    }

    /// <summary>The counters of a model of the tenant.</summary>
    public IReadOnlyList<UsageCounter> Counters(string model, UsageKind kind, DateOnly day) =>
        [new(Tenant, UsageSubject.Model, model, kind, UsagePeriod.Day, day), new(Tenant, UsageSubject.Model, model, kind, UsagePeriod.Month, UsageCalendar.StartOf(UsagePeriod.Month, day))];
}
