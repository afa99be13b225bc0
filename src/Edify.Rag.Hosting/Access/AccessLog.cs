using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Access;

/// <summary>What the rules of access log.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(70, LogLevel.Warning, "The role {Role} is not known and grants nothing; it is said once.")]
    public static partial void UnknownRole(this ILogger logger, string role);

    [LoggerMessage(71, LogLevel.Error, "The permissions of user {User} could not be told; the permission {Permission} is denied.")]
    public static partial void PermissionsFailed(this ILogger logger, Exception exception, string user, string permission);
}
