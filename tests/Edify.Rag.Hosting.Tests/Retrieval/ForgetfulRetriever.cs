namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>A retriever that searches the whole tenant.</summary>
internal sealed class ForgetfulRetriever(IVectorStore store) : IRetriever
{
    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        var everything = AccessScope.ForSystem(scope.Tenant, "a mistake");
        var matches = await store.SearchAsync("documents", new() { Text = query.Text }, everything, cancellationToken).ToListAsync(cancellationToken);
        return new([.. matches.Select(m => new RetrievedChunk(m.Record, m.Score))]);
    }
}
