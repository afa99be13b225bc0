using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>What comes before and with vectors: tokenizers.</summary>
internal sealed class EmbeddingsScenario : Scenario
{
    public override string Name => "embeddings";

    public override string Description => "Tokenizers beside Hugging Face's own, in Rust: differences, speed and allocations for each kind.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in TokenizerFigures.RunAsync()) yield return figure;
    }
}
