using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>A store that counts words as the one it wraps, and tells how often it was asked; or fails when it is.</summary>
internal sealed class CountingStore(IVectorStore inner) : DelegatingStore(inner), ITermStatistics
{
    public int Asked { get; private set; }

    public bool IsBroken { get; set; }

    public Task<TermStatistics> GetTermStatisticsAsync(string collection, IReadOnlyCollection<string> words, CancellationToken cancellationToken = default)
    {
        Asked++;
        return IsBroken
            ? throw new VectorStoreException("test", collection, "count words", "The index is being rebuilt.", isTransient: true)
            : ((ITermStatistics)Inner).GetTermStatisticsAsync(collection, words, cancellationToken);
    }
}

/// <summary>A store that does not count words.</summary>
internal sealed class UncountingStore(IVectorStore inner) : DelegatingStore(inner);
