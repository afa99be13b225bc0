namespace Edify.Rag.Hosting.Tasks;

/// <summary>Rights as a host's own function tells them.</summary>
internal sealed class DelegatedTaskRights(Func<RagUser, CancellationToken, ValueTask<RagUser?>> refresh) : IRagTaskRights
{
    public ValueTask<RagUser?> RefreshAsync(RagUser user, CancellationToken cancellationToken = default) => refresh(user, cancellationToken);
}
