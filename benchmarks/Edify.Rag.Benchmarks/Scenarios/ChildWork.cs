using Edify.Rag.Benchmarks.Scenarios.Documents;
using Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;
using Edify.Rag.Benchmarks.Scenarios.Embeddings;
using Edify.Rag.Benchmarks.Scenarios.Main;
using Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

namespace Edify.Rag.Benchmarks.Scenarios;

/// <summary>Work that scenarios do in processes of their own.</summary>
internal static class ChildWork
{
    public static async Task<int> RunAsync(string work, string[] arguments)
    {
        var running = (work, arguments) switch
        {
            (ExactSearch.Work, []) => ExactSearch.MeasureAsync(),
            (StoreOpening.Work, []) => StoreOpening.MeasureAsync(),
            (FirstAnswer.Work, [var since]) => FirstAnswer.MeasureAsync(since),
            (FirstAnswer.BaselineWork, [var since]) => FirstAnswer.MeasureBaselineAsync(since),
            (IngestionMemory.Work, []) => IngestionMemory.MeasureAsync(),
            (SyntheticStore.Work, []) => SyntheticStore.WriteAsync(),
            (QdrantFigures.Work, []) => QdrantFigures.ServeAsync(),
            (MongoFigures.Work, []) => MongoFigures.ServeAsync(),
            (ChunkingSpeed.Work, [var index]) => ChunkingSpeed.MeasureAsync(index),
            (PdfCorpusReading.Work, [var corpus]) => PdfCorpusReading.MeasureAsync(corpus),
            (PdfSpeed.Work, [var corpus]) => PdfSpeed.MeasureAsync(corpus),
            (PdfMemory.Work, [var file]) => PdfMemory.MeasureAsync(file),
            (EncoderMemory.Work, [var folder]) => EncoderMemory.MeasureAsync(folder),
            (EncoderMemory.GrowthWork, [var folder]) => EncoderMemory.MeasureGrowthAsync(folder),
            _ => throw new ArgumentException($"There is no work '{work}' with {arguments.Length} arguments.", nameof(work)),
        };
        await running;
        return 0;
    }
}
