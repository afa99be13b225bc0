namespace Edify.Rag.Qdrant.Connection;

/// <summary>Sends changes, and takes none for made before it is.</summary>
internal static class QdrantChanges
{
    /// <summary>Sends a request that waits for its change.</summary>
    /// <exception cref="QdrantFault">It failed, or the server does not say that every search sees the change.</exception>
    public static async Task ChangeAsync(this QdrantCalls calls, QdrantRequest request, CancellationToken cancellationToken)
    {
        if (await calls.SendAsync(request, Answers.IsCompleted, cancellationToken).ConfigureAwait(false)) return;
        throw new QdrantFault(
            $"Qdrant at {calls.Place} has taken a change and not yet made it; searches may not see it. Try again, or give the server more to work with.", isTransient: true);
    }
}
