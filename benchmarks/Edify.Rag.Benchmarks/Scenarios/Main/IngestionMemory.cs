using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>Memory of ingesting many files, and whether it grows with their number.</summary>
internal static class IngestionMemory
{
    public const string Work = "ingest";

    private const int Few = 5_000;
    private const int Many = 10_000;
    private const double MostMegabytes = 300;
    private const double MostGrowth = 1.25;

    /// <summary>Leaves the ingested files and their store in both folders.</summary>
    public static async Task<Figure> RunAsync(string small, string large)
    {
        SyntheticSchool.Write(small, Few);
        SyntheticSchool.Write(large, Many);
        var few = await ChildProcess.RunAsync(small, cores: null, Work);
        var many = await ChildProcess.RunAsync(large, cores: null, Work);
        return new(
            "ingesting 10,000 small text files, peak working set",
            "MB",
            new(many),
            new("under 300 MB, at most 1.25 x", f => f.Value.Median < MostMegabytes && f.Ratio <= MostGrowth))
        {
            BaselineName = "the same with 5,000 files",
            Baseline = new(few),
        };
    }

    public static async Task MeasureAsync()
    {
        await using var host = RagHost.Create();
        var report = await host.GetRag<IIngestionPipeline>().RunAsync(new IngestionRequest(RagHost.Tenant));
        if (report.Failed is [var issue, ..]) throw new InvalidOperationException($"{issue.Name}: {issue.Reason}");
        if (report.Ingested == 0) throw new InvalidOperationException("Nothing was ingested.");
        ChildProcess.Report(PeakMemory.Megabytes());
    }
}
