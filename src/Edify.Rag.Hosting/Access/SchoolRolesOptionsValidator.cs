using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Access;

/// <summary>Checks <see cref="SchoolRolesOptions"/>: what contradicts itself is told at start-up and not found out by a pupil.</summary>
internal sealed class SchoolRolesOptionsValidator : IValidateOptions<SchoolRolesOptions>
{
    public ValidateOptionsResult Validate(string? name, SchoolRolesOptions options)
    {
        var roles = new HashSet<string>(ShippedRoles.Of(options).Select(r => r.Key.Trim()), StringComparer.OrdinalIgnoreCase);
        var faults = FaultsOfNames(options)
            .Concat(options.Roles.Where(role => role.Value is null).Select(role => $"role '{role.Key}' is empty; give it rules or leave it out."))
            .Concat(options.Roles.SelectMany(role => FaultsOf(role.Key, role.Value ?? new(), roles)))
            .Concat(options.Relations.SelectMany((relation, i) => FaultsOf(i, relation ?? new(), roles)))
            .Concat(Attributes(options).Where(a => string.IsNullOrWhiteSpace(a.Value)).Select(a => $"{a.Key} is blank; name a key of a user's attributes."))
            .ToList();
        if (faults.Count == 0 && InheritanceCycle.Find(options.Roles) is { } cycle)
            faults.Add($"roles inherit from each other in a circle: {string.Join(" → ", cycle)}; take one of these out of Inherits.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(f => $"SchoolRoles: {f}"));
    }

    private static IEnumerable<string> FaultsOfNames(SchoolRolesOptions options)
    {
        if (options.Roles.Keys.Any(string.IsNullOrWhiteSpace)) yield return "a role has a blank name.";
        foreach (var twice in options.Roles.Keys.GroupBy(r => r.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"role '{twice.Key}' is there twice; names are compared without case and white space.";
    }

    private static IEnumerable<string> FaultsOf(string name, SchoolRole role, HashSet<string> roles)
    {
        if (string.IsNullOrWhiteSpace(name)) yield break;
        if (!RagPrincipals.TryParse($"role:{name}", out _)) yield return $"role '{name}' is longer than a name may be or no plain text.";
        if (role.Modules.Any(string.IsNullOrWhiteSpace)) yield return $"role '{name}' names a blank module.";
        if (role.Modules.Contains(RagModules.Personal))
            yield return $"role '{name}' names the module '{RagModules.Personal}', which would open every user's own files; set OwnFiles or WardFiles instead.";
        foreach (var parent in role.Inherits.Where(parent => !roles.Contains((parent ?? string.Empty).Trim())))
            yield return $"role '{name}' inherits from '{parent}', which is not there; known are {string.Join(", ", roles.Order(StringComparer.Ordinal).Select(r => $"'{r}'"))}.";
        foreach (var permission in role.Permissions.Where(p => !RagPermissions.IsPermission(p?.Trim())))
            yield return $"role '{name}' gives '{permission}', which is no permission such as chat:create, documents:* or admin:*.";
        if (role.Grades.Concat(role.Subjects).Any(string.IsNullOrWhiteSpace)) yield return $"role '{name}' names a blank grade or subject.";
        if (role.OwnGradesOnly && role.Grades.Count > 0) yield return $"role '{name}' is limited to own grades and to named ones; set OwnGradesOnly or Grades, and give the rest by a second role.";
        if (role.Modules.Count == 0 && (role.Grades.Count > 0 || role.Subjects.Count > 0 || role.HeadedSubjects))
            yield return $"role '{name}' has grades or subjects and no modules to see them of; name Modules.";
        if (!new Term(role.From, role.Until).IsPossible) yield return $"role '{name}' ends before it begins; Until must be later than From.";
    }

    private static IEnumerable<string> FaultsOf(int index, SchoolRelation relation, HashSet<string> roles)
    {
        var which = $"Relations[{index}]";
        if (string.IsNullOrWhiteSpace(relation.User)) yield return $"{which} names no user; set User to an id.";
        if (string.IsNullOrWhiteSpace(relation.Of)) yield return $"{which} does not say to what; set Of to a role, a class, a pupil's id or a subject.";
        if (!Enum.IsDefined(relation.Kind)) yield return $"{which} is of no kind; set Kind to Role, ClassTeacher, Guardian or SubjectHead.";
        else if (relation.Kind == RelationKind.Role && !string.IsNullOrWhiteSpace(relation.Of) && !roles.Contains(relation.Of.Trim())) yield return $"{which} is of the role '{relation.Of}', which is not there.";
        if (!new Term(relation.From, relation.Until).IsPossible) yield return $"{which} ends before it begins; Until must be later than From.";
    }

    private static IEnumerable<KeyValuePair<string, string>> Attributes(SchoolRolesOptions options) =>
    [
        new(nameof(options.ClassTeacherAttribute), options.ClassTeacherAttribute),
        new(nameof(options.GuardianAttribute), options.GuardianAttribute),
        new(nameof(options.SubjectHeadAttribute), options.SubjectHeadAttribute),
    ];
}
