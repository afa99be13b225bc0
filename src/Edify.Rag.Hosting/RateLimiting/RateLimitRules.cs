using System.Globalization;
using Edify.Rag.Hosting.Usage;

namespace Edify.Rag.Hosting.RateLimiting;

/// <summary>Finds the limits that hold for a user.</summary>
internal static class RateLimitRules
{
    /// <summary>The limits, the narrowest first, each with whose it is.</summary>
    public static IReadOnlyList<(UsageSubject Subject, RateLimit Limit)> For(RateLimitOptions options, RagUser user)
    {
        var owner = UsageOwner.Of(user);
        if (!options.Enabled || string.IsNullOrWhiteSpace(owner.Tenant)) return [];
        var limits = new List<(UsageSubject, RateLimit)>();
        Add(UsageSubject.User, owner.User!, OfUser(options, owner));
        foreach (var role in owner.Roles) Add(UsageSubject.Role, role, Find(options.RolesTogether, owner.Tenant, role));
        Add(UsageSubject.Tenant, string.Empty, options.Tenants.TryGetValue(owner.Tenant, out var own) ? own : options.Tenant);
        return limits;

        void Add(UsageSubject subject, string name, RateLimitRule? rule)
        {
            if (rule is not { Permits: > 0 }) return;

            // The tenant's length stands before it, so that no two owners read alike.
            var key = string.Create(CultureInfo.InvariantCulture, $"{subject}/{owner.Tenant.Length}:{owner.Tenant}/{name}");
            limits.Add((subject, new(key, rule.Permits, rule.Window) { Algorithm = rule.Algorithm, Burst = rule.Burst }));
        }
    }

    private static RateLimitRule OfUser(RateLimitOptions options, UsageOwner owner)
    {
        var rules = owner.Roles.Select(role => Find(options.Roles, owner.Tenant, role)).OfType<RateLimitRule>().ToList();
        return rules.Count == 0 ? options.User : rules.MaxBy(rule => rule.Permits == 0 ? double.PositiveInfinity : rule.Permits / rule.Window.TotalMinutes)!;
    }

    private static RateLimitRule? Find(IDictionary<string, RateLimitRule> rules, string tenant, string role) =>
        rules.TryGetValue($"{tenant}/{role}", out var rule) || rules.TryGetValue(role, out rule) ? rule : null;
}
