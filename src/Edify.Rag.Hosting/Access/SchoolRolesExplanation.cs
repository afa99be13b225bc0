namespace Edify.Rag.Hosting.Access;

/// <summary>Goes through the rules for one user and one document, in the order of their precedence, and says what each says.</summary>
internal sealed class SchoolRolesExplanation(UserStanding user, IReadOnlyDictionary<string, FieldValue> fields)
{
    private readonly List<string> _considered = [];
    private readonly DocumentAccess _document = DocumentAccess.Of(fields);

    public AccessExplanation Explain()
    {
        if (string.IsNullOrWhiteSpace(user.User.Tenant)) return Denied("no tenant", "The user belongs to no tenant and sees nothing.");
        if (!VectorFilter.Equal(RagFields.Tenant, user.User.Tenant).Matches(fields)) return Denied("tenant", "The document is not one of the user's tenant.");
        foreach (var role in user.UnknownRoles) _considered.Add($"{role} is not a known role and grants nothing.");
        foreach (var role in user.Roles.Held.Except(user.Roles.Open)) _considered.Add($"role:{role.Name} shows only what is of the user's own grades or classes, and the user has none.");
        if (user.Roles.Open.Count == 0)
            return Denied("no role", user.Roles.Held.Count == 0 ? "The user has no role that is known and counts now, and sees nothing." : "None of the user's roles shows anything.");

        return ByDenial() ?? ByList() ?? ByRules();
    }

    private AccessExplanation? ByDenial()
    {
        if (_document.Deny.Count == 0) return null;
        var denied = user.Denied();
        var by = _document.Deny.FirstOrDefault(principal => denied.Matches(Only(RagFields.Deny, principal)));
        if (by is not null) return Denied($"deny {by}", $"The document denies {by}, which the user is; a denial wins over everything.");
        if (denied.Matches(fields)) return Denied($"deny {RagPrincipals.SingleUsers}", "The document denies single users, and the options do not let documents name them (UserLists).");
        _considered.Add($"The document denies {string.Join(", ", _document.Deny)}, none of which the user is.");
        return null;
    }

    private AccessExplanation? ByList()
    {
        if (_document.Allow is not { } list) return null;
        var allowed = user.Roles.Allowed | VectorFilter.AnyOf(RagFields.Allow, user.Principals);
        if (list.FirstOrDefault(principal => allowed.Matches(Only(RagFields.Allow, principal))) is { } by)
            return Allowed($"allow {by}", $"The document is for {by}, which the user is.");
        return user.Roles.IsAdministrator
            ? Allowed(RagPermissions.Administration, "The document is for others, and the user is an administrator.")
            : Denied("allow", $"The document is only for {string.Join(", ", list)}, none of which the user is.");
    }

    private AccessExplanation ByRules()
    {
        foreach (var role in user.Roles.Open)
        {
            var alone = RoleSet.Of([role], hasGrades: true, hasClasses: true, []);
            if (RoleFilters.ByRules(alone, user).Matches(fields)) return Allowed($"role:{role.Name}", $"The role '{role.Name}' shows it: {Shown(role)}.");
            _considered.Add($"role:{role.Name} does not show it: {Hidden(role)}.");
        }

        return Denied("no rule", "None of the user's roles shows the document.");
    }

    private string Shown(RoleRule role)
    {
        if (Is(RagFields.Module, [RagModules.Personal])) return Is(RagFields.Owner, [user.User.Id]) ? "it is the user's own file" : $"it is a file of {Of(RagFields.Owner)}, whose guardian the user is";
        var limits = new List<string> { $"its module is {Of(RagFields.Module)}" };
        if (role.Options.OwnGradesOnly && user.Grades.Matches(fields)) limits.Add($"its grade {Of(RagFields.Grade)} is the user's");
        else if (role.Options.HeadedSubjects && user.HeadedSubjects.Matches(fields)) limits.Add($"the user heads its subject {Of(RagFields.Subject)}");
        if (role.Options.OwnClassesOnly && user.Classes.Matches(fields)) limits.Add($"its class {Of(RagFields.Class)} is the user's");
        if (role.Limit is not VectorFilter.AllFilter && role.Limit.Matches(fields)) limits.Add("it is within the role's grades and subjects");
        return string.Join(", ", limits);
    }

    private string Hidden(RoleRule role)
    {
        if (Is(RagFields.Module, [RagModules.Personal])) return $"it is a file of {Of(RagFields.Owner)}";
        if (!Is(RagFields.Module, [.. role.Options.Modules.Select(m => (FieldValue)m)]))
            return $"its module is {Of(RagFields.Module)}, and the role's are {(role.Options.Modules.Count == 0 ? "none" : string.Join(", ", role.Options.Modules))}";
        if (!role.Limit.Matches(fields)) return $"its grade {Of(RagFields.Grade)} and subject {Of(RagFields.Subject)} are not both within the role's";
        return role.Options.OwnGradesOnly && !user.Grades.Matches(fields)
            ? $"its grade is {Of(RagFields.Grade)}, which is not one of the user's"
            : $"its class is {Of(RagFields.Class)}, which is not one of the user's";
    }

    private bool Is(string field, IReadOnlyList<FieldValue> values) => VectorFilter.AnyOf(field, values).Matches(fields);

    private string Of(string field) => fields.TryGetValue(field, out var value) ? $"'{value}'" : "not set";

    private static Dictionary<string, FieldValue> Only(string field, string principal) => new() { [field] = principal };

    private AccessExplanation Allowed(string rule, string reason) => new(true, rule, reason) { Considered = _considered, Until = user.ExpiresAt };

    private AccessExplanation Denied(string rule, string reason) => new(false, rule, reason) { Considered = _considered, Until = user.ExpiresAt };
}
