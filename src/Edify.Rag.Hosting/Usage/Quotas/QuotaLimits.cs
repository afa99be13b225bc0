namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>Finds the limits that hold for a user, by the plans that the settings assign.</summary>
internal static class QuotaLimits
{
    private const string AnyTenant = "*";

    /// <summary>The limits of a user, the narrowest first.</summary>
    public static IReadOnlyList<QuotaLimit> For(QuotaOptions options, RagUser user)
    {
        if (!options.Enabled || IsExempt(options, user)) return [];
        var owner = UsageOwner.Of(user);
        return
        [
            .. OfUser(options, owner),
            .. owner.Roles.SelectMany(role => Find(options.RolesTogether, owner.Tenant, role) is { } plan ? OfPlan(options, plan, UsageSubject.Role, role) : []),
            .. OfTenant(options, owner.Tenant),
        ];
    }

    /// <summary>The limits that all of a tenant share.</summary>
    public static IReadOnlyList<QuotaLimit> OfTenant(QuotaOptions options, string tenant)
    {
        if (!options.Enabled) return [];
        var plan = options.Tenants.TryGetValue(tenant, out var own) ? own : options.DefaultTenantPlan;
        var limits = plan.Length > 0 ? OfPlan(options, plan, UsageSubject.Tenant, string.Empty) : [];
        if (BudgetOf(options, tenant) is not { WhenSpent: BudgetEnd.Refuse } budget) return limits;
        return [.. limits, .. OfMoney(UsagePeriod.Day, budget.PerDay), .. OfMoney(UsagePeriod.Month, budget.PerMonth)];

        static IEnumerable<QuotaLimit> OfMoney(UsagePeriod period, decimal? money) =>
            money is { } most ? [new(UsageSubject.Tenant, string.Empty, UsageKind.Cost, period, Money.ToMillionths(most), string.Empty)] : [];
    }

    public static TenantBudget? BudgetOf(QuotaOptions options, string tenant) =>
        options.Enabled && (options.Budgets.TryGetValue(tenant, out var budget) || options.Budgets.TryGetValue(AnyTenant, out budget)) ? budget : null;

    /// <summary>Whether a user is counted and not limited.</summary>
    public static bool IsExempt(QuotaOptions options, RagUser user) =>
        !options.LimitAdministrators && user.Roles.Contains(options.AdministratorRole, StringComparer.OrdinalIgnoreCase);

    private static List<QuotaLimit> OfUser(QuotaOptions options, UsageOwner owner)
    {
        if (Find(options.Users, owner.Tenant, owner.User!) is { } own) return OfPlan(options, own, UsageSubject.User, owner.User!);
        var plans = owner.Roles.Select(role => Find(options.Roles, owner.Tenant, role)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (plans.Count == 0 && options.DefaultPlan.Length > 0) plans.Add(options.DefaultPlan);

        // What one of the roles does not limit is not limited; of what all of them limit the highest counts.
        return
        [
            .. plans.SelectMany(plan => OfPlan(options, plan, UsageSubject.User, owner.User!))
                .GroupBy(limit => (limit.Kind, limit.Period))
                .Where(limits => limits.Count() == plans.Count)
                .Select(limits => limits.MaxBy(limit => limit.Max)!),
        ];
    }

    private static List<QuotaLimit> OfPlan(QuotaOptions options, string name, UsageSubject subject, string who)
    {
        if (!options.Plans.TryGetValue(name, out var plan)) return [];
        var limits = new List<QuotaLimit>();
        Add(UsageKind.Messages, UsagePeriod.Day, plan.MessagesPerDay);
        Add(UsageKind.Messages, UsagePeriod.Month, plan.MessagesPerMonth);
        Add(UsageKind.Tokens, UsagePeriod.Day, plan.TokensPerDay);
        Add(UsageKind.Tokens, UsagePeriod.Month, plan.TokensPerMonth);
        Add(UsageKind.Embeddings, UsagePeriod.Day, plan.EmbeddingsPerDay);
        Add(UsageKind.Embeddings, UsagePeriod.Month, plan.EmbeddingsPerMonth);
        Add(UsageKind.Cost, UsagePeriod.Day, plan.CostPerDay is { } day ? Money.ToMillionths(day) : null);
        Add(UsageKind.Cost, UsagePeriod.Month, plan.CostPerMonth is { } month ? Money.ToMillionths(month) : null);
        if (subject == UsageSubject.Tenant) Add(UsageKind.StorageBytes, UsagePeriod.Always, plan.StorageBytes);
        return limits;

        void Add(UsageKind kind, UsagePeriod period, long? max)
        {
            if (max is { } most) limits.Add(new(subject, who, kind, period, most, name));
        }
    }

    private static string? Find(IDictionary<string, string> plans, string tenant, string name) =>
        plans.TryGetValue($"{tenant}/{name}", out var plan) || plans.TryGetValue(name, out plan) ? plan : null;
}
