namespace Edify.Rag.Hosting.Access;

/// <summary>The conditions that roles become.</summary>
internal static class RoleFilters
{
    private static readonly VectorFilter IsPersonal = VectorFilter.Equal(RagFields.Module, RagModules.Personal);

    /// <summary>The document has a list of whom it is for.</summary>
    public static VectorFilter HasList { get; } = VectorFilter.Exists(RagFields.Allow);

    /// <summary>The document has none, so that the roles' rules decide.</summary>
    public static VectorFilter ByRulesAlone { get; } = !HasList;

    /// <summary>The document denies single users, and nobody looks at who the user is.</summary>
    public static VectorFilter DeniesSingleUsers { get; } = VectorFilter.Equal(RagFields.Deny, RagPrincipals.SingleUsers);

    /// <summary>What the rules of roles show a user.</summary>
    public static VectorFilter ByRules(RoleSet roles, UserStanding user)
    {
        var shown = VectorFilter.None;
        foreach (var modules in roles.Modules)
        {
            var content = modules.Content;
            if (modules.OwnGradesOnly) content &= user.Grades;
            if (modules.OwnClassesOnly) content &= user.Classes;
            shown |= content;
        }

        if (roles.OwnFiles) shown |= IsPersonal & VectorFilter.Equal(RagFields.Owner, user.User.Id);
        if (roles.WardFiles && user.Wards.Count > 0) shown |= IsPersonal & FieldFilter.AnyOf(RagFields.Owner, user.Wards);
        return shown | (roles.HeadedModules & user.HeadedSubjects);
    }
}
