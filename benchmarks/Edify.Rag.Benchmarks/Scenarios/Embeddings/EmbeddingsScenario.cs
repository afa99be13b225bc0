using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>What comes before and with vectors: tokenizers, encoders and rerankers.</summary>
internal sealed class EmbeddingsScenario : Scenario
{
    public override string Name => "embeddings";

    public override string Description => "Tokenizers beside Hugging Face's own, in Rust: differences, speed and allocations for each kind; encoder and reranker by ONNX Runtime, beside Python's and beside bare runs: speed, latency and memory.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in TokenizerFigures.RunAsync()) yield return figure;
        await foreach (var figure in EncoderFigures.RunAsync()) yield return figure;
    }
}
