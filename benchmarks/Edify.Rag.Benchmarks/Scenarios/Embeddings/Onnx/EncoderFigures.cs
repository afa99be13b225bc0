using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>Figures of models that ONNX Runtime computes.</summary>
internal static class EncoderFigures
{
    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        await foreach (var figure in EncoderThroughput.RunAsync()) yield return figure;
        yield return await QueryLatency.RunAsync();
        await foreach (var figure in EncoderMemory.RunAsync()) yield return figure;
        yield return await RerankingSpeed.RunAsync();
    }
}
