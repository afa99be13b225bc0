using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Checks <see cref="QuotaOptions"/>.</summary>
internal sealed class QuotaOptionsValidator : IValidateOptions<QuotaOptions>
{
    // Counters are of 64 bits and count millionths: beyond that nothing is a limit.
    private const decimal MostMoney = 1_000_000_000_000;

    public ValidateOptionsResult Validate(string? name, QuotaOptions options)
    {
        List<string> failures =
        [
            .. Failures(options),
            .. options.Plans.SelectMany(plan => OfPlan(plan.Key, plan.Value)),
            .. Assigned(options).SelectMany(assigned => OfAssignment(options, assigned.Place, assigned.Who, assigned.Plan)),
            .. options.Budgets.SelectMany(budget => OfBudget(budget.Key, budget.Value)),
            .. options.TimeZones.Select(zone => (Place: $"TimeZones:{zone.Key}", Zone: zone.Value)).Prepend((Place: nameof(options.TimeZone), Zone: options.TimeZone))
                .Where(zone => !TimeZoneInfo.TryFindSystemTimeZoneById(zone.Zone, out _))
                .Select(zone => $"{zone.Place} is '{zone.Zone}'; it must be the name of a time zone, such as 'Asia/Kolkata'."),
        ];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures.Select(failure => $"Quotas: {failure}")) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(QuotaOptions options)
    {
        if (options.WarnAt is not (>= 0.01 and <= 1)) yield return $"WarnAt is {options.WarnAt}; it must be 0.01 to 1.";
        if (options.ReservedTokens is < 0 or > 10_000_000) yield return $"ReservedTokens is {options.ReservedTokens}; it must be 0 to 10,000,000.";
        if (!Enum.IsDefined(options.OnMeterFailure)) yield return $"OnMeterFailure is {options.OnMeterFailure}; it must be Answer or Refuse.";
        if (options.Retention is { } retention && (retention < TimeSpan.FromDays(1) || retention > TimeSpan.FromDays(36_500)))
            yield return $"Retention is {retention}; it must be 1 day to 36,500 days.";
        if (options.PruneInterval < TimeSpan.FromMinutes(1) || options.PruneInterval > TimeSpan.FromDays(30))
            yield return $"PruneInterval is {options.PruneInterval}; it must be 1 minute to 30 days.";
    }

    private static IEnumerable<string> OfPlan(string name, QuotaPlan plan)
    {
        long?[] counts = [plan.MessagesPerDay, plan.MessagesPerMonth, plan.TokensPerDay, plan.TokensPerMonth, plan.EmbeddingsPerDay, plan.EmbeddingsPerMonth, plan.StorageBytes];
        if (counts.Any(count => count < 0)) yield return $"plan '{name}' has a limit below 0.";
        if (new[] { plan.CostPerDay, plan.CostPerMonth }.Any(cost => cost is < 0 or > MostMoney)) yield return $"plan '{name}' has a limit of cost that is not 0 to {MostMoney:#,0}.";
    }

    private static IEnumerable<(string Place, string Who, string Plan)> Assigned(QuotaOptions options) =>
    [
        .. options.Users.Select(entry => ("Users", entry.Key, entry.Value)),
        .. options.Roles.Select(entry => ("Roles", entry.Key, entry.Value)),
        .. options.RolesTogether.Select(entry => ("RolesTogether", entry.Key, entry.Value)),
        .. options.Tenants.Select(entry => ("Tenants", entry.Key, entry.Value)),
        .. options.DefaultPlan.Length > 0 ? [("DefaultPlan", string.Empty, options.DefaultPlan)] : Array.Empty<(string, string, string)>(),
        .. options.DefaultTenantPlan.Length > 0 ? [("DefaultTenantPlan", string.Empty, options.DefaultTenantPlan)] : Array.Empty<(string, string, string)>(),
    ];

    private static IEnumerable<string> OfAssignment(QuotaOptions options, string place, string who, string plan)
    {
        if (options.Plans.ContainsKey(plan)) yield break;
        var known = options.Plans.Count == 0 ? "there are none in Plans" : $"Plans has {string.Join(", ", options.Plans.Keys.Select(key => $"'{key}'"))}";
        yield return $"{place}{(who.Length > 0 ? $":{who}" : string.Empty)} names the plan '{plan}', and {known}.";
    }

    private static IEnumerable<string> OfBudget(string tenant, TenantBudget budget)
    {
        if (new[] { budget.PerDay, budget.PerMonth }.Any(cost => cost is < 0 or > MostMoney)) yield return $"the budget of '{tenant}' is not 0 to {MostMoney:#,0}.";
        if (budget.ThriftyAt is not (>= 0 and <= 1)) yield return $"ThriftyAt of the budget of '{tenant}' is {budget.ThriftyAt}; it must be 0 to 1.";
        if (!Enum.IsDefined(budget.WhenSpent)) yield return $"WhenSpent of the budget of '{tenant}' must be CheapestModel, Extracts or Refuse.";
    }
}
