namespace Edify.Rag.Hosting.Access;

/// <summary>What holds of a user now: roles, grades, classes, pupils, subjects, by claims and by relations whose term it is.</summary>
internal sealed class UserStanding
{
    public required RagUser User { get; init; }

    /// <summary>The roles that count now, with those that they inherit from.</summary>
    public required RoleSet Roles { get; init; }

    /// <summary>The user's grades as fields of documents write them.</summary>
    public required VectorFilter Grades { get; init; }

    /// <summary>The user's classes as fields of documents write them.</summary>
    public required VectorFilter Classes { get; init; }

    /// <summary>Ids of the pupils whose guardian the user is.</summary>
    public required IReadOnlyList<string> Wards { get; init; }

    /// <summary>The subjects that the user heads, as fields of documents write them.</summary>
    public required VectorFilter HeadedSubjects { get; init; }

    /// <summary>How documents name the user, the user's grades and classes.</summary>
    public required IReadOnlyList<FieldValue> Principals { get; init; }

    /// <summary>How documents name roles that the user is said to have and that are not known: they shut out and let nobody in.</summary>
    public required IReadOnlyList<FieldValue> UnknownRoles { get; init; }

    /// <summary>Whether documents' own lists may name the user.</summary>
    public required bool LooksAtUsers { get; init; }

    /// <summary>When any of that changes; <see langword="null"/> when it does not depend on time.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the user may see: the documents' own lists over the roles' rules.</summary>
    public VectorFilter ToFilter()
    {
        if (Roles.Open.Count == 0) return VectorFilter.None;
        var allowed = RoleFilters.ByRulesAlone & RoleFilters.ByRules(Roles, this);
        allowed = Roles.IsAdministrator
            ? allowed | RoleFilters.HasList
            : allowed | Roles.Allowed | VectorFilter.AnyOf(RagFields.Allow, Principals);
        return !Denied() & allowed;
    }

    /// <summary>The document's own denials name the user in any way.</summary>
    public VectorFilter Denied()
    {
        var denied = Roles.Denied | VectorFilter.AnyOf(RagFields.Deny, Principals);
        if (!LooksAtUsers) denied |= RoleFilters.DeniesSingleUsers;
        return UnknownRoles.Count == 0 ? denied : denied | VectorFilter.AnyOf(RagFields.Deny, UnknownRoles);
    }
}
