using System.Globalization;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A policy as a host writes it, with roles that end: what a user's roles grant, unless the document itself says more.</summary>
internal sealed class TermPolicy(TimeProvider time) : IAccessPolicy, IAccessPolicyDetails
{
    public IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind>
    {
        [RagFields.Module] = FieldKind.Text,
        [RagFields.Grade] = FieldKind.Text,
        [RagFields.Owner] = FieldKind.Text,
        [RagFields.Allow] = FieldKind.Texts,
        [RagFields.Deny] = FieldKind.Texts,
    };

    public VectorStoreCapabilities Needs => VectorStoreCapabilities.Negation | VectorStoreCapabilities.ArrayFields;

    /// <summary>The attribute of a user that holds the end of a role.</summary>
    public static string EndOf(string role) => $"until:{role}";

    public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var ends = user.Roles.ToDictionary(role => role, role => DateTimeOffset.Parse(user.Attributes[EndOf(role)], CultureInfo.InvariantCulture));
        var roles = ends.Where(e => e.Value > now).Select(e => e.Key).ToList();
        var isAdmin = roles.Contains("admin");
        var known = roles.Select(RagPrincipals.Role).Concat(user.Classes.Select(RagPrincipals.Class)).Append(RagPrincipals.User(user.Id)).Select(p => (FieldValue)p).ToList();
        var granted = roles.Aggregate(VectorFilter.None, (filter, role) => filter | Granted(role, user));
        if (roles.Count > 0) granted |= VectorFilter.Equal(RagFields.Module, "personal") & VectorFilter.Equal(RagFields.Owner, user.Id);
        var named = VectorFilter.AnyOf(RagFields.Allow, known);
        var admitted = isAdmin ? granted | VectorFilter.Exists(RagFields.Allow) : (granted & !VectorFilter.Exists(RagFields.Allow)) | named;
        return new(AccessScope.For(user, admitted & !VectorFilter.AnyOf(RagFields.Deny, known), ends.Count == 0 ? null : ends.Values.Where(e => e > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min()));
    }

    private static VectorFilter Granted(string role, RagUser user) => role switch
    {
        "admin" => VectorFilter.All,
        "teacher" => VectorFilter.AnyOf(RagFields.Module, "kb", "sop"),
        "student" => VectorFilter.Equal(RagFields.Module, "kb") & VectorFilter.AnyOf(RagFields.Grade, [.. user.Grades.Select(g => (FieldValue)g)]),
        _ => VectorFilter.None,
    };
}
