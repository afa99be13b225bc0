using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>A store that forgets the scope.</summary>
internal sealed class LeakingStore(IVectorStore inner) : DelegatingStore(inner)
{
    public override IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, CancellationToken cancellationToken = default) =>
        base.SearchAsync(collection, query, AccessScope.ForSystem(scope.Tenant, "leak"), cancellationToken);
}
