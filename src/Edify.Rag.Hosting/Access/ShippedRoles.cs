namespace Edify.Rag.Hosting.Access;

/// <summary>The roles that hold where configuration names none.</summary>
internal static class ShippedRoles
{
    private static readonly Dictionary<string, SchoolRole> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["admin"] = new() { Modules = { RagModules.Sop, RagModules.KnowledgeBank, RagModules.General }, OwnFiles = true, Permissions = { "*" } },
        ["teacher"] = new()
        {
            Modules = { RagModules.KnowledgeBank, RagModules.General },
            OwnFiles = true,
            HeadedSubjects = true,
            Permissions = { RagPermissions.ChatCreate, RagPermissions.DocumentsRead, RagPermissions.DocumentsWrite, RagPermissions.FilesWrite },
        },
        ["student"] = new()
        {
            Modules = { RagModules.KnowledgeBank },
            OwnGradesOnly = true,
            OwnFiles = true,
            Permissions = { RagPermissions.ChatCreate, RagPermissions.DocumentsRead, RagPermissions.FilesWrite },
        },
        ["guardian"] = new() { WardFiles = true, Permissions = { RagPermissions.ChatCreate, RagPermissions.DocumentsRead } },
    };

    /// <summary>The roles that options stand for.</summary>
    public static IEnumerable<KeyValuePair<string, SchoolRole>> Of(SchoolRolesOptions options) => options.Roles.Count == 0 ? All : options.Roles;
}
