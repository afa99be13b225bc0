using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Rules whose look-ups are repeated while their store fails, as a run does with its ledger.</summary>
internal sealed class ResilientRules(IAccessRuleStore inner, ServiceCalls calls) : IAccessRuleStore
{
    public ValueTask<IReadOnlyList<AccessRule>> ListAsync(string tenant, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.ListAsync(tenant, token), cancellationToken);

    public ValueTask<IReadOnlyList<AccessRule>> FindAsync(string tenant, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.FindAsync(tenant, names, token), cancellationToken);

    public ValueTask WriteAsync(string tenant, AccessRule rule, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.WriteAsync(tenant, rule, token), cancellationToken);

    public ValueTask<bool> RemoveAsync(string tenant, string target, CancellationToken cancellationToken = default) =>
        calls.RunAsync(token => inner.RemoveAsync(tenant, target, token), cancellationToken);

    public ValueTask CompactAsync(CancellationToken cancellationToken = default) => inner.CompactAsync(cancellationToken);
}
