using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>All that is measured of chunkers.</summary>
internal static class ChunkingFigures
{
    /// <summary>Measures, one figure after the other.</summary>
    /// <param name="folder">For the stores that are made on the way.</param>
    /// <param name="corpora">The evaluation's corpora and questions; <see langword="null"/> where they are not here, and speed alone is measured.</param>
    public static async IAsyncEnumerable<Figure> RunAsync(string folder, string? corpora)
    {
        await foreach (var figure in ChunkingSpeed.RunAsync(folder)) yield return figure;
        if (corpora is null) yield break;
        await foreach (var figure in ChunkingQuality.RunAsync(folder, corpora)) yield return figure;
    }
}
