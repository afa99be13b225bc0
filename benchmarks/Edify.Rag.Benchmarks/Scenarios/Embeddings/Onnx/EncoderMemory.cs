using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>Memory of a process that embeds, and whether it grows.</summary>
internal static class EncoderMemory
{
    public const string Work = "encoder-memory";
    public const string GrowthWork = "encoder-growth";

    private const int Count = 2_000;
    private const double MostMegabytes = 400;
    private const int Many = 100_000;
    private const int Settled = 20_000;
    private const double MostGrowth = 1.05;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        using var subject = new EncoderSubject();
        var peak = await ChildProcess.RunAsync(subject.Folder, cores: null, Work, subject.Folder);
        yield return Goals.Under("encoder: peak memory of a process that embeds 2,000 texts, MiniLM-L6's size", "MB", MostMegabytes, peak[0]);

        using var small = new EncoderSubject(BertShape.MiniLm with { Layers = 1 });
        var grown = await ChildProcess.RunAsync(small.Folder, cores: null, GrowthWork, small.Folder);
        yield return new($"encoder: memory after {Many:N0} texts", "MB", new(grown[1]), new("no growth (within 5 %)", f => f.Ratio <= MostGrowth))
        {
            BaselineName = $"after {Settled:N0}",
            Baseline = new(grown[0]),
        };
    }

    public static async Task MeasureAsync(string folder)
    {
        using var embedder = EncoderSubject.Open(folder);
        await embedder.GenerateAsync(EncoderSubject.Texts(Count));
        ChildProcess.Report(PeakMemory.Megabytes());
    }

    // As ingestion does it: batch after batch, several at a time.
    public static async Task MeasureGrowthAsync(string folder)
    {
        const int atOnce = 500;
        using var embedder = EncoderSubject.Open(folder);
        var settled = 0.0;
        for (var done = 0; done < Many; done += 2 * atOnce)
        {
            await Task.WhenAll(embedder.GenerateAsync(EncoderSubject.Texts(atOnce, done)), embedder.GenerateAsync(EncoderSubject.Texts(atOnce, done + 1)));
            if (done + (2 * atOnce) == Settled) settled = Resident();
        }

        ChildProcess.Report(settled, Resident());
    }

    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet / 1e6;
    }
}
