using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>How long a host waits for a store that is there already.</summary>
internal static class StoreOpening
{
    public const string Work = "open-store";

    private const int Runs = 7;
    private const double MostMilliseconds = 300;

    public static async Task<Figure> RunAsync(string store)
    {
        var (subject, baseline) = (new double[Runs], new double[Runs]);
        for (var run = 0; run < Runs; run++)
        {
            var figures = await ChildProcess.RunAsync(store, cores: null, Work);
            (subject[run], baseline[run]) = (figures[0], figures[1]);
        }

        return new("opening a store of 100,000 chunks, to its first search", "ms", new(subject), new("under 300 ms", f => f.Value.Median < MostMilliseconds))
        {
            BaselineName = "reading the store's files once",
            Baseline = new(baseline),
        };
    }

    /// <summary>Runs in a fresh process: opening twice in one would find everything compiled and cached.</summary>
    public static async Task MeasureAsync()
    {
        // First, so that both find the files in the system's cache.
        var read = Stopwatch.GetTimestamp();
        var buffer = new byte[1 << 20];
        foreach (var file in Directory.EnumerateFiles(Directory.GetCurrentDirectory(), "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            while (stream.Read(buffer) > 0) { }
        }

        var bare = Stopwatch.GetElapsedTime(read).TotalMilliseconds;

        var started = Stopwatch.GetTimestamp();
        await using var host = RagHost.Create();
        var query = new VectorQuery { Vector = SyntheticStore.Query(), Filter = SyntheticStore.OneGrade, Limit = 1 };
        var found = await host.GetRag<IVectorStore>().SearchAsync(SyntheticStore.Collection, query, SyntheticStore.Scope).CountAsync();
        var opened = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        if (found != 1) throw new InvalidOperationException("The store that was opened finds nothing.");
        ChildProcess.Report(opened, bare);
    }
}
