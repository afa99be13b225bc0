using Edify.Rag.Hosting.Auditing;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Checks every passage against the scope once more, whatever retriever and store found it.</summary>
/// <remarks>A passage that the scope does not admit means that a filter was lost on the way; it is withheld and reported.</remarks>
internal sealed class ScopeCheckedRetriever(IRetriever inner, ILogger<ScopeCheckedRetriever> logger) : IRetriever
{
    public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
    {
        var found = await inner.RetrieveAsync(query, scope, cancellationToken).ConfigureAwait(false);
        return found.Chunks.All(c => scope.Admits(c.Record.Fields)) ? found : found with { Chunks = [.. found.Chunks.Where(c => IsAdmitted(c, scope))] };
    }

    private bool IsAdmitted(RetrievedChunk chunk, AccessScope scope)
    {
        if (scope.Admits(chunk.Record.Fields)) return true;
        AuditFlow.Current?.Withhold();
        logger.RecordWithheld(chunk.Record.Id, scope.Fingerprint);
        return false;
    }
}
