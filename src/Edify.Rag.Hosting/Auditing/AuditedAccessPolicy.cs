using Edify.Rag.Hosting.Access;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Tells a question's record what its asker may see, and writes it where somebody is denied everything outside of a question.</summary>
internal sealed class AuditedAccessPolicy(IAccessPolicy inner, AuditTrail trail) : IAccessPolicy, IAccessPolicyDecorator
{
    /// <summary>What it tells of.</summary>
    public IAccessPolicy Inner => inner;

    public async ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var scope = await inner.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        if (AuditFlow.Current is { } flow) flow.Scope = scope;
        else if (scope.IsEmpty) await DeniedAsync(user, cancellationToken).ConfigureAwait(false);
        return scope;
    }

    private ValueTask DeniedAsync(RagUser user, CancellationToken cancellationToken) => trail.WriteAsync(
        user.Tenant, user.Id, AuditActions.Deny, [], [("denied", "everything: the policy grants this user nothing"), ("roles", string.Join(' ', user.Roles))], text: null, cancellationToken);
}
