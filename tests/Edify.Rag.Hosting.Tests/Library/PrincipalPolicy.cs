namespace Edify.Rag.Hosting.Tests.Library;

/// <summary>A policy as a host might write it: teachers see the knowledge bank, administrators all; what a document says of itself counts instead.</summary>
internal sealed class PrincipalPolicy : IAccessPolicy, IPermissionCheck
{
    public ValueTask<PermissionVerdict> CheckAsync(RagUser user, string permission, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new PermissionVerdict(permission is RagPermissions.DocumentsRead or RagPermissions.ChatCreate || user.Roles.Contains("admin"), "test", "It is a test."));

    public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        var isAdmin = user.Roles.Contains("admin");
        var principals = user.Roles.Select(RagPrincipals.Role).Concat(user.Classes.Select(RagPrincipals.Class)).Append(RagPrincipals.User(user.Id)).ToList();
        var rules = isAdmin ? VectorFilter.All : user.Roles.Contains("teacher") ? VectorFilter.Equal(RagFields.Module, RagModules.KnowledgeBank) : VectorFilter.None;
        rules |= VectorFilter.Equal(RagFields.Module, RagModules.Personal) & VectorFilter.Equal(RagFields.Owner, user.Id);
        var named = isAdmin ? [.. principals, RagPrincipals.Permission(RagPermissions.Administration)] : principals;
        var allowed = (isAdmin ? VectorFilter.All : !VectorFilter.Exists(RagFields.Allow) & rules) | FieldFilter.AnyOf(RagFields.Allow, named);
        return ValueTask.FromResult(AccessScope.For(user, allowed & !FieldFilter.AnyOf(RagFields.Deny, principals)));
    }
}
