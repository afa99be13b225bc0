namespace Edify.Rag.Hosting.Access;

/// <summary>What several roles give together, as far as it depends on no user: roles of the same limits are one condition.</summary>
internal sealed class RoleSet
{
    private RoleSet(RoleRule[] held, RoleRule[] open, IReadOnlyList<string> knownPermissions)
    {
        (Held, Open) = (held, open);
        Permissions = [.. held.SelectMany(r => r.Permissions).Distinct(StringComparer.Ordinal)];
        IsAdministrator = open.Length > 0 && Permissions.Any(p => RagPermissions.Covers(p, RagPermissions.Administration));
        Modules = [.. open.GroupBy(r => (r.Options.OwnGradesOnly, r.Options.OwnClassesOnly)).Select(OwnModules.Of).Where(m => m.Content is not VectorFilter.NoneFilter)];
        HeadedModules = ModulesOf(open.Where(r => r.Options.HeadedSubjects));
        OwnFiles = open.Any(r => r.Options.OwnFiles);
        WardFiles = open.Any(r => r.Options.WardFiles);

        // Who is limited to grades and has none is not let in by the name of the role either, and shut out by it all the same.
        var permissions = Permissions.Concat(knownPermissions.Where(known => Permissions.Any(p => RagPermissions.Covers(p, known))))
            .Select(RagPrincipals.Permission).Distinct(StringComparer.Ordinal).ToList();
        Allowed = AnyOf(RagFields.Allow, open.Length > 0 ? open.Select(r => r.Principal).Concat(permissions) : []);
        Denied = AnyOf(RagFields.Deny, held.Select(r => r.Principal).Concat(permissions));
    }

    /// <summary>The roles, with those that they inherit from.</summary>
    public IReadOnlyList<RoleRule> Held { get; }

    /// <summary>Those of them through which something is seen.</summary>
    public IReadOnlyList<RoleRule> Open { get; }

    public IReadOnlyList<string> Permissions { get; }

    /// <summary>Whether what documents close to others is seen.</summary>
    public bool IsAdministrator { get; }

    public IReadOnlyList<OwnModules> Modules { get; }

    /// <summary>The modules that are seen in subjects which the user heads.</summary>
    public VectorFilter HeadedModules { get; }

    public bool OwnFiles { get; }

    public bool WardFiles { get; }

    /// <summary>The document's own list names one of the roles or permissions.</summary>
    public VectorFilter Allowed { get; }

    /// <summary>The document's own denials name one of the roles or permissions.</summary>
    public VectorFilter Denied { get; }

    /// <param name="held">The roles, with those that they inherit from.</param>
    /// <param name="hasGrades">Whether the user has a grade.</param>
    /// <param name="hasClasses">Whether the user has a class.</param>
    /// <param name="knownPermissions">Permissions without wildcards that documents may name.</param>
    public static RoleSet Of(IEnumerable<RoleRule> held, bool hasGrades, bool hasClasses, IReadOnlyList<string> knownPermissions)
    {
        RoleRule[] all = [.. held];
        return new(all, Array.FindAll(all, r => r.IsOpenTo(hasGrades, hasClasses)), knownPermissions);
    }

    private static VectorFilter ModulesOf(IEnumerable<RoleRule> rules) =>
        AnyOf(RagFields.Module, rules.SelectMany(r => r.Options.Modules).Distinct(StringComparer.Ordinal));

    // In order once, so that no fingerprint has to put them in order.
    private static VectorFilter AnyOf(string field, IEnumerable<string> texts) => FieldFilter.AnyOf(field, texts.Order(StringComparer.Ordinal));

    /// <summary>Modules that roles show of which the same has to be the user's own.</summary>
    /// <param name="Content">The modules, each with what limits it whoever looks.</param>
    /// <param name="OwnGradesOnly">Whether only the user's own grades are seen of them.</param>
    /// <param name="OwnClassesOnly">Whether only the user's own classes are seen of them.</param>
    internal sealed record OwnModules(VectorFilter Content, bool OwnGradesOnly, bool OwnClassesOnly)
    {
        public static OwnModules Of(IGrouping<(bool Grades, bool Classes), RoleRule> roles) => new(
            roles.GroupBy(r => r.LimitKey, StringComparer.Ordinal).Select(g => ModulesOf(g) & g.First().Limit).Aggregate(VectorFilter.None, (all, one) => all | one),
            roles.Key.Grades, roles.Key.Classes);
    }
}
