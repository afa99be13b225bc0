namespace Edify.Rag.Hosting.Access;

/// <summary>One role as it is applied: made of its options once, and not again for each user.</summary>
internal sealed class RoleRule
{
    public RoleRule(int index, string name, SchoolRole role, IReadOnlyDictionary<string, int> indexes)
    {
        (Index, Name, Options, Term) = (index, name, role, new(role.From, role.Until));
        Inherits = [.. role.Inherits.Select(parent => indexes[parent.Trim()])];
        Permissions = [.. role.Permissions.Select(p => p.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
        Principal = RagPrincipals.Role(name);
        var (grades, subjects) = (GradeNames.Spellings(role.Grades), NameSpellings.Of(role.Subjects));
        Limit = VectorFilter.All;
        if (role.Grades.Count > 0) Limit &= FieldFilter.AnyOf(RagFields.Grade, grades);
        if (role.Subjects.Count > 0) Limit &= VectorFilter.AnyOf(RagFields.Subject, subjects);
        LimitKey = $"{string.Join('\n', grades)}\0{string.Join('\n', subjects)}";
    }

    public int Index { get; }

    public string Name { get; }

    public SchoolRole Options { get; }

    public Term Term { get; }

    /// <summary>The rules of the roles that it inherits from directly.</summary>
    public IReadOnlyList<int> Inherits { get; }

    public IReadOnlyList<string> Permissions { get; }

    public string Principal { get; }

    /// <summary>What holds of all that its modules show, whoever looks.</summary>
    public VectorFilter Limit { get; }

    /// <summary>Roles of one key have the same limits.</summary>
    public string LimitKey { get; }

    /// <summary>Whether it lets a user see anything: one that is limited to what is the user's own does not, where the user has none.</summary>
    public bool IsOpenTo(bool hasGrades, bool hasClasses) => (hasGrades || !Options.OwnGradesOnly) && (hasClasses || !Options.OwnClassesOnly);
}
