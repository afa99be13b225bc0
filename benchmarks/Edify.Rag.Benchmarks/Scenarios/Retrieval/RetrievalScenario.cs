using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Retrieval;

/// <summary>What the default embedder finds, and what its settings are worth.</summary>
internal sealed class RetrievalScenario : Scenario
{
    public override string Name => "retrieval";

    public override string Description => "Hybrid search with the hashing embedder beside BM25 alone, on judged collections, and beside itself with other settings.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in RetrievalFigures.RunAsync()) yield return figure;
        await foreach (var figure in HashingVariants.RunAsync()) yield return figure;
    }
}
