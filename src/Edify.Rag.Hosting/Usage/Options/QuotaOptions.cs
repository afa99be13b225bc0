namespace Edify.Rag;

/// <summary>What users and tenants may consume. Read anew with each question: a changed setting holds for the next one.</summary>
/// <remarks>
/// Names of users and roles may be preceded by their tenant, as in <c>greenfield/asha</c>, which goes before the bare name. A user's
/// own plan goes before that of a role; of several roles with plans the one that allows more counts, limit by limit.
/// </remarks>
public sealed class QuotaOptions
{
    /// <summary>Whether limits hold. What is consumed is counted all the same.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Plans by name, compared without case. None are built in; docs/quotas.md has examples.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, QuotaPlan> Plans { get; } = new Dictionary<string, QuotaPlan>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The plan of a user, by the user's id.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Users { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The plan of each single user of a role, by the role.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Roles { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The plan that all users of a role within a tenant share, by the role.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> RolesTogether { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The plan that all users of a tenant share, by the tenant.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Tenants { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The plan of each single user that has none by name or role; empty for no limits.</summary>
    /// <value>Default: empty.</value>
    public string DefaultPlan { get; set; } = string.Empty;

    /// <summary>The plan that the users of a tenant share that has none by name; empty for no limits.</summary>
    /// <value>Default: empty.</value>
    public string DefaultTenantPlan { get; set; } = string.Empty;

    /// <summary>What a tenant may spend on language models, by the tenant; <c>*</c> stands for each that is not named.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, TenantBudget> Budgets { get; } = new Dictionary<string, TenantBudget>(StringComparer.Ordinal);

    /// <summary>The time zone in which days and months begin, by its IANA name, for tenants that <see cref="TimeZones"/> does not name.</summary>
    /// <value>Default: UTC.</value>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The time zone of a tenant, by the tenant. Changed in the middle of a day, that day's counters are those of its date in the new one.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> TimeZones { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>From which share of a limit on answers carry a warning; 1 for never before it is reached.</summary>
    /// <value>Default: 0.9. Range: 0.01 to 1.</value>
    public double WarnAt { get; set; } = 0.9;

    /// <summary>The role of administrators, who are counted and not limited.</summary>
    /// <value>Default: admin.</value>
    public string AdministratorRole { get; set; } = "admin";

    /// <summary>Whether limits hold for administrators, too.</summary>
    /// <value>Default: false.</value>
    public bool LimitAdministrators { get; set; }

    /// <summary>
    /// How many tokens a question takes out of what its asker has left, until it is known how many it used. With as many as the
    /// longest question uses, no limit of tokens is ever overshot.
    /// </summary>
    /// <value>Default: 4,000. Range: 0 to 10,000,000.</value>
    public int ReservedTokens { get; set; } = 4000;

    /// <summary>What happens to questions while the meter can't be used.</summary>
    /// <value>Default: Answer.</value>
    public MeterFailure OnMeterFailure { get; set; }

    /// <summary>How long counters are kept after their day or month; <see langword="null"/> keeps them until they are erased.</summary>
    /// <value>Default: 90 days. Range: 1 day to 36,500 days.</value>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often a host looks for counters that are older than that.</summary>
    /// <value>Default: 6 hours. Range: 1 minute to 30 days.</value>
    public TimeSpan PruneInterval { get; set; } = TimeSpan.FromHours(6);
}

/// <summary>What happens while the meter can't be used.</summary>
public enum MeterFailure
{
    /// <summary>Questions are answered without being counted, and the answer says so.</summary>
    Answer,

    /// <summary>Questions are refused, those of administrators excepted, unless they are limited, too.</summary>
    Refuse,
}
