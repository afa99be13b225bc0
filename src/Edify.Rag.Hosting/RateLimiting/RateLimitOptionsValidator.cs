using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Checks <see cref="RateLimitOptions"/>.</summary>
internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    private const int Most = 1_000_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        IEnumerable<(string Place, RateLimitRule Rule)> rules =
        [
            ("User", options.User),
            ("Tenant", options.Tenant),
            .. options.Roles.Select(entry => ($"Roles:{entry.Key}", entry.Value)),
            .. options.RolesTogether.Select(entry => ($"RolesTogether:{entry.Key}", entry.Value)),
            .. options.Tenants.Select(entry => ($"Tenants:{entry.Key}", entry.Value)),
        ];
        var failures = rules.SelectMany(rule => Failures(rule.Place, rule.Rule)).ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(string place, RateLimitRule rule)
    {
        if (rule.Permits is < 0 or > Most) yield return $"RateLimits: Permits of {place} is {rule.Permits}; it must be 0 to 1,000,000.";
        if (rule.Window < Shortest || rule.Window > Longest) yield return $"RateLimits: Window of {place} is {rule.Window}; it must be 100 milliseconds to 1 day.";
        if (rule.Burst is < 1 or > Most) yield return $"RateLimits: Burst of {place} is {rule.Burst}; it must be 1 to 1,000,000.";
        if (!Enum.IsDefined(rule.Algorithm)) yield return $"RateLimits: Algorithm of {place} must be TokenBucket or SlidingWindow.";
    }
}
