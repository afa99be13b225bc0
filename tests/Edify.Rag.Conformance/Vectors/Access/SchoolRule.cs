namespace Edify.Rag.Conformance.Access;

/// <summary>Who may see what, twice: as a rule over people and documents, and as the filter that a policy would make of it.</summary>
/// <remarks>Written apart on purpose. Where they differ, one of the two, or the store, is wrong.</remarks>
internal static class SchoolRule
{
    public static bool Sees(Principal who, SchoolDocument what)
    {
        if (who.Tenant.Length == 0 || what.Tenant is null || !string.Equals(who.Tenant, what.Tenant, StringComparison.Ordinal)) return false;
        if (what.Owner == who.Id) return true;
        if (who.Roles.Intersect(what.Barred).Any()) return false;
        if (what.Level > who.Level) return false;
        if (who.Roles.Intersect(what.Reviewers).Any()) return true;
        if (what.Readers.Length == 0) return what.IsOpen && who.Roles.Count > 0;
        return who.Roles.Intersect(what.Readers).Any() && (what.Grades.Length == 0 || who.Grades.Intersect(what.Grades).Any());
    }

    public static AccessScope ScopeOf(Principal who)
    {
        FieldValue[] roles = [.. who.Roles];
        FieldValue[] grades = [.. who.Grades];
        var isOwn = VectorFilter.Equal("owner", who.Id);
        var isLowEnough = !VectorFilter.Exists("level") | VectorFilter.Range("level", to: (long)who.Level);
        var isOpen = roles.Length == 0 ? VectorFilter.None : VectorFilter.Equal("open", true) & !VectorFilter.Exists("readers");
        var isForGrade = !VectorFilter.Exists("grades") | VectorFilter.AnyOf("grades", grades);
        var isForRole = VectorFilter.AnyOf("reviewers", roles) | isOpen | (VectorFilter.AnyOf("readers", roles) & isForGrade);
        return AccessScope.For(new RagUser(who.Id, who.Tenant), isOwn | (!VectorFilter.AnyOf("barred", roles) & isLowEnough & isForRole));
    }
}
