using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Access;

/// <summary>Denies where a policy fails: a directory that is down must not open the school's files.</summary>
internal sealed class FailClosedAccessPolicy(IAccessPolicy inner, ILogger<FailClosedAccessPolicy> logger) : IAccessPolicy, IAccessPolicyDecorator
{
    /// <summary>What it guards.</summary>
    public IAccessPolicy Inner => inner;

    public async ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        try
        {
            var scope = await inner.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
            if (scope is not null && scope.Tenant == user.Tenant) return scope;
            logger.PolicyLeftTenant(user.Id);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.PolicyFailed(e, user.Id);
        }

        return AccessScope.For(user, VectorFilter.None);
    }
}
