namespace Edify.Rag;

/// <summary>Tells whether a user may do something, as documents are no part of it: ask, write documents, administrate.</summary>
/// <remarks>
/// Safe for concurrent use; what fails denies. What a user may see is the <see cref="AccessScope"/>'s to say, and who holds
/// <see cref="RagPermissions.DocumentsWrite"/> holds it for what that scope admits only.
/// </remarks>
public interface IPermissionCheck
{
    /// <summary>Whether a user holds a permission.</summary>
    /// <param name="user">The user as the host has authenticated them.</param>
    /// <param name="permission">Which, such as <see cref="RagPermissions.ChatCreate"/>.</param>
    /// <param name="cancellationToken">Stops a look-up.</param>
    /// <exception cref="ArgumentException">That is no permission.</exception>
    ValueTask<PermissionVerdict> CheckAsync(RagUser user, string permission, CancellationToken cancellationToken = default);
}

/// <summary>Whether a user holds a permission, and why.</summary>
/// <param name="IsGranted">Whether the user holds it.</param>
/// <param name="Rule">Which rule says so, such as "role:teacher chat:*"; for the audit.</param>
/// <param name="Reason">In a sentence for the user.</param>
public sealed record PermissionVerdict(bool IsGranted, string Rule, string Reason);
