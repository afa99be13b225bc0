namespace Edify.Rag.Hosting.Auditing;

/// <summary>Writes who searched for what and which documents were found, before they are handed out. Searches for a question are in the question's record.</summary>
internal sealed class AuditedRetriever(IRetriever inner, AuditTrail trail) : IRetriever
{
    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(scope);
        var found = await inner.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);
        if (AuditFlow.Current is not null) return found;
        await trail.WriteAsync(
            scope.Tenant, scope.Subject, AuditActions.Search, found.Chunks.Select(c => c.DocumentId), [("scope", scope.Fingerprint)], query.Text, cancellationToken).ConfigureAwait(false);
        return found;
    }
}
