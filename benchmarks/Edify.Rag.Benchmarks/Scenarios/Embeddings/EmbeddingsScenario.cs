using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Scenarios.Retrieval;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>What makes vectors: tokenizers, encoders and rerankers; and what the default embedder finds.</summary>
internal sealed class EmbeddingsScenario : Scenario
{
    public override string Name => "embeddings";

    public override string Description => "Tokenizers beside Hugging Face's own, in Rust; encoder and reranker beside Python's onnxruntime and beside bare runs of the library; the cache beside the default embedder; hybrid search with that one beside BM25.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in CacheFigures.RunAsync()) yield return figure;
        await foreach (var figure in TokenizerFigures.RunAsync()) yield return figure;
        await foreach (var figure in EncoderFigures.RunAsync()) yield return figure;
        await foreach (var figure in RetrievalFigures.RunAsync()) yield return figure;
    }
}
