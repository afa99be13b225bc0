namespace Edify.Rag;

/// <summary>How often questions may be asked. Read anew with each question: a changed setting holds for the next one.</summary>
/// <remarks>
/// All rules that are for a user hold. Names of roles may be preceded by their tenant, as in <c>greenfield/student</c>, which goes
/// before the bare name.
/// </remarks>
public sealed class RateLimitOptions
{
    /// <summary>Whether the limits hold.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>For each single user that has no rule by role.</summary>
    /// <value>Default: a rule without permits, which limits nothing.</value>
    public RateLimitRule User { get; set; } = new();

    /// <summary>For each single user of a role, in place of <see cref="User"/>; of several roles the one that allows most in a minute counts, and one without permits limits nothing.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, RateLimitRule> Roles { get; } = new Dictionary<string, RateLimitRule>(StringComparer.OrdinalIgnoreCase);

    /// <summary>For all users of a role within a tenant together.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, RateLimitRule> RolesTogether { get; } = new Dictionary<string, RateLimitRule>(StringComparer.OrdinalIgnoreCase);

    /// <summary>For all users of each tenant together that has no rule by name.</summary>
    /// <value>Default: a rule without permits, which limits nothing.</value>
    public RateLimitRule Tenant { get; set; } = new();

    /// <summary>For all users of a tenant together, by the tenant.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, RateLimitRule> Tenants { get; } = new Dictionary<string, RateLimitRule>(StringComparer.Ordinal);

    /// <summary>Whether machines share the limits where the pipeline's state is on a server; otherwise each process has its own.</summary>
    /// <value>Default: true.</value>
    public bool Shared { get; set; } = true;
}

/// <summary>How often something may be done.</summary>
public sealed class RateLimitRule
{
    /// <summary>How often in the window; 0 for no limit.</summary>
    /// <value>Default: 0. Range: 0 to 1,000,000.</value>
    public int Permits { get; set; }

    /// <summary>The window.</summary>
    /// <value>Default: 1 minute. Range: 100 milliseconds to 1 day.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How permits come back.</summary>
    /// <value>Default: TokenBucket.</value>
    public RateLimitAlgorithm Algorithm { get; set; }

    /// <summary>The most permits that a token bucket holds, which is how many may be used at once.</summary>
    /// <value>Default: none, which is Permits. Range: 1 to 1,000,000.</value>
    public int? Burst { get; set; }
}
