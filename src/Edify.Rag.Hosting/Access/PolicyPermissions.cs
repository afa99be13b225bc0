using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Access;

/// <summary>The permissions of a pipeline: those that its policy tells, or, of a policy that knows none, to ask and read for whoever sees anything.</summary>
internal sealed class PolicyPermissions(IAccessPolicy policy, ILogger<PolicyPermissions> logger) : IPermissionCheck
{
    private readonly IPermissionCheck? _own = policy.Find<IPermissionCheck>();

    public async ValueTask<PermissionVerdict> CheckAsync(RagUser user, string permission, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        var wanted = SchoolPermissions.Require(permission);
        try
        {
            return _own is null
                ? await OfScopeAsync(user, wanted, cancellationToken).ConfigureAwait(false)
                : await _own.CheckAsync(user, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.PermissionsFailed(e, user.Id, wanted);
            return new(false, "failed", $"The permission {wanted} is not given: what the user may do can't be found out now.");
        }
    }

    private async ValueTask<PermissionVerdict> OfScopeAsync(RagUser user, string wanted, CancellationToken cancellationToken)
    {
        if (!SchoolPermissions.IsForAll(wanted)) return new(false, "policy", $"The permission {wanted} is not given: the access policy tells no permissions.");
        var scope = await policy.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        return scope.IsEmpty
            ? new(false, "policy", $"The permission {wanted} is not given: the user sees no documents.")
            : new(true, "policy", "The access policy tells no permissions, so whoever sees documents may ask and read.");
    }
}
