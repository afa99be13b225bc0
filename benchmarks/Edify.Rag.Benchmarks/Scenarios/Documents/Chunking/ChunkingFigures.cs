using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>All that is measured of chunkers.</summary>
internal static class ChunkingFigures
{
    /// <summary>Measures, one figure after the other.</summary>
    /// <param name="corpora">The evaluation's corpora and questions.</param>
    public static async IAsyncEnumerable<Figure> RunAsync(string corpora)
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            await foreach (var figure in ChunkingSpeed.RunAsync(folder)) yield return figure;
            await foreach (var figure in ChunkingQuality.RunAsync(folder, corpora)) yield return figure;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
