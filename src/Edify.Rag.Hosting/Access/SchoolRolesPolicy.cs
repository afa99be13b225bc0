namespace Edify.Rag.Hosting.Access;

/// <summary>Turns roles and grades into a filter: what any of a user's roles grants, and nothing for roles that are not known.</summary>
internal sealed class SchoolRolesPolicy(SchoolRolesOptions options) : IAccessPolicy, IAccessPolicyDetails
{
    private static readonly IReadOnlyDictionary<string, SchoolRole> Shipped = new Dictionary<string, SchoolRole>(StringComparer.OrdinalIgnoreCase)
    {
        ["admin"] = new() { Modules = { RagModules.Sop, RagModules.KnowledgeBank, RagModules.General }, OwnFiles = true },
        ["teacher"] = new() { Modules = { RagModules.KnowledgeBank, RagModules.General }, OwnFiles = true },
        ["student"] = new() { Modules = { RagModules.KnowledgeBank }, OwnGradesOnly = true, OwnFiles = true },
    };

    // Copied, so that the lookup ignores case however the options were filled.
    private readonly IReadOnlyDictionary<string, SchoolRole> _roles =
        options.Roles.Count == 0 ? Shipped : new Dictionary<string, SchoolRole>(options.Roles, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind>
    {
        [RagFields.Module] = FieldKind.Text,
        [RagFields.Grade] = FieldKind.Text,
        [RagFields.Owner] = FieldKind.Text,
    };

    // Equality with one or several values, and both kinds of groups: the least that a store does.
    public VectorStoreCapabilities Needs => VectorStoreCapabilities.None;

    public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var granted = VectorFilter.None;
        foreach (var role in user.Roles)
        {
            if (_roles.TryGetValue(role.Trim(), out var rule)) granted |= Granted(rule, user);
        }

        return ValueTask.FromResult(AccessScope.For(user, granted));
    }

    private static VectorFilter Granted(SchoolRole role, RagUser user)
    {
        var grades = GradeNames.Spellings(user.Grades);
        if (role.OwnGradesOnly && grades.Count == 0) return VectorFilter.None;

        var content = FieldFilter.AnyOf(RagFields.Module, role.Modules);
        if (role.OwnGradesOnly) content &= FieldFilter.AnyOf(RagFields.Grade, grades);
        return role.OwnFiles ? content | OwnFilesOf(user) : content;
    }

    private static VectorFilter OwnFilesOf(RagUser user) =>
        VectorFilter.Equal(RagFields.Module, RagModules.Personal) & VectorFilter.Equal(RagFields.Owner, user.Id);
}
