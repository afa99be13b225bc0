namespace Edify.Rag.Hosting.Tests.Access;

/// <summary>The rules of school roles as one would tell them to a caretaker: no filters, nothing prepared, each rule on its own.</summary>
internal static class PolicyOracle
{
    public static bool Sees(SchoolRolesOptions options, RagUser user, Dictionary<string, FieldValue> document)
    {
        if (user.Tenant.Trim().Length == 0 || Text(document, RagFields.Tenant) != user.Tenant) return false;
        var relations = options.Relations.Where(r => r.User == user.Id).ToList();
        var grades = user.Grades.Where(HasText).ToList();
        var classes = user.Classes.Concat(Listed(user, "teacher_of")).Where(HasText).ToList();
        var wards = Listed(user, "guardian_of").Concat(relations.Where(r => r.Kind == RelationKind.Guardian).Select(r => r.Of)).ToList();
        var subjects = Listed(user, "head_of");
        var claimed = user.Roles.Concat(relations.Where(r => r.Kind == RelationKind.Role).Select(r => r.Of)).Where(HasText).Select(r => r.Trim()).ToList();

        var held = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var role in claimed) Hold(options, role, held);
        var open = held.Where(r => (!options.Roles[r].OwnGradesOnly || grades.Count > 0) && (!options.Roles[r].OwnClassesOnly || classes.Count > 0)).ToList();
        if (open.Count == 0) return false;

        var permissions = held.SelectMany(r => options.Roles[r].Permissions).ToList();
        bool IsNamedBy(string principal, IEnumerable<string> roles)
        {
            var (kind, name) = principal.Split(':', 2) is [var before, var behind] ? (before, behind) : (string.Empty, principal);
            return kind switch
            {
                "role" => roles.Any(r => r.Equals(name, StringComparison.OrdinalIgnoreCase)),
                "user" => user.Id == name,
                "class" => classes.Any(c => c.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)),
                "grade" => grades.Any(g => Bare(g) == name),
                _ => permissions.Any(p => p == "*" || p == name || (p.EndsWith(":*", StringComparison.Ordinal) && name.StartsWith(p[..^1], StringComparison.Ordinal))),
            };
        }

        var (allow, deny) = (Texts(document, RagFields.Allow), Texts(document, RagFields.Deny));
        if (deny.Any(d => IsNamedBy(d, held.Concat(claimed)))) return false;
        if (allow.Count > 0) return allow.Any(a => IsNamedBy(a, open)) || permissions.Any(p => p is "*" or "admin:*");
        return open.Any(r => Shows(options.Roles[r]));

        bool Shows(SchoolRole role)
        {
            var (module, owner) = (Text(document, RagFields.Module), Text(document, RagFields.Owner));
            if (module == RagModules.Personal && ((role.OwnFiles && owner == user.Id) || (role.WardFiles && owner is not null && wards.Contains(owner)))) return true;
            if (module is null || !role.Modules.Contains(module)) return false;
            var (grade, name, subject) = (Text(document, RagFields.Grade), Text(document, RagFields.Class), Text(document, RagFields.Subject));
            if (role.HeadedSubjects && subject is not null && subjects.Any(s => Same(s, subject))) return true;
            return (!role.OwnGradesOnly || grades.Any(g => SameGrade(g, grade)))
                && (!role.OwnClassesOnly || classes.Any(c => Same(c, name)))
                && (role.Grades.Count == 0 || role.Grades.Any(g => SameGrade(g, grade)))
                && (role.Subjects.Count == 0 || role.Subjects.Any(s => Same(s, subject)));
        }
    }

    private static void Hold(SchoolRolesOptions options, string role, HashSet<string> held)
    {
        if (!options.Roles.TryGetValue(role, out var rule) || !held.Add(role)) return;
        foreach (var parent in rule.Inherits) Hold(options, parent, held);
    }

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);

    private static bool Same(string own, string? written) => written is not null && own.Trim().Equals(written, StringComparison.OrdinalIgnoreCase);

    private static bool SameGrade(string own, string? written) => HasText(written) && Bare(own) == Bare(written!);

    private static string Bare(string grade)
    {
        var text = grade.Trim().ToLowerInvariant();
        return text.StartsWith("grade", StringComparison.Ordinal) && text.Length > 5 ? text[5..].TrimStart(' ', '-', '_') : text;
    }

    private static List<string> Listed(RagUser user, string attribute) =>
        user.Attributes.TryGetValue(attribute, out var listed) ? [.. listed.Split(',', ';').Select(s => s.Trim()).Where(HasText)] : [];

    private static string? Text(Dictionary<string, FieldValue> fields, string field) => fields.TryGetValue(field, out var value) ? value.AsText() : null;

    private static List<string> Texts(Dictionary<string, FieldValue> fields, string field) => fields.TryGetValue(field, out var value) ? [.. value.Items!] : [];
}
