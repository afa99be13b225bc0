namespace Edify.Rag.Hosting.Access;

/// <summary>Tells which permissions roles give.</summary>
internal static class SchoolPermissions
{
    /// <summary>The permission in the form in which permissions are compared.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Require(string permission)
    {
        ArgumentNullException.ThrowIfNull(permission);
        return RagPermissions.IsPermission(permission)
            ? permission.ToLowerInvariant()
            : throw new ArgumentException("That is no permission: words of letters, digits, '_' and '-', joined by ':'.", nameof(permission));
    }

    /// <summary>Whether roles that name no permission at all give one: to ask and to read.</summary>
    public static bool IsForAll(string permission) => permission is RagPermissions.ChatCreate or RagPermissions.DocumentsRead;

    public static PermissionVerdict Of(UserStanding user, bool definesPermissions, string wanted)
    {
        if (string.IsNullOrWhiteSpace(user.User.Tenant)) return Denied("no tenant", $"The permission {wanted} is not given: the user belongs to no tenant.");
        if (user.Roles.Held.Count == 0) return Denied("no role", $"The permission {wanted} is not given: the user has no role that is known and counts now.");
        if (!definesPermissions)
        {
            return IsForAll(wanted)
                ? new(true, "roles without permissions", $"No role names a permission, so whoever has a role holds {wanted}.")
                : Denied("roles without permissions", $"The permission {wanted} is not given: no role names a permission.");
        }

        foreach (var role in user.Roles.Held)
        {
            foreach (var held in role.Permissions)
            {
                if (RagPermissions.Covers(held, wanted)) return new(true, $"role:{role.Name} {held}", $"The role '{role.Name}' gives {held}.");
            }
        }

        return Denied("no permission", $"The permission {wanted} is not given by {string.Join(", ", user.Roles.Held.Select(r => $"'{r.Name}'"))}.");
    }

    private static PermissionVerdict Denied(string rule, string reason) => new(false, rule, reason);
}
