using System.Diagnostics;
using System.Globalization;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>From starting a process to its first answer, over a store that is there already.</summary>
internal static class FirstAnswer
{
    public const string Work = "first-answer";
    public const string BaselineWork = "first-line";

    private const int Runs = 7;
    private const double MostMilliseconds = 1000;

    public static async Task<Figure> RunAsync(string school)
    {
        var (subject, baseline) = await Interleaved.RunAsync(Runs, () => StartAsync(school, Work), () => StartAsync(school, BaselineWork));
        return new("a fresh process to its first answer, 10,000 files", "ms", subject, new("under 1,000 ms", f => f.Value.Median < MostMilliseconds))
        {
            BaselineName = "a fresh process to its first line",
            Baseline = baseline,
        };
    }

    public static async Task MeasureAsync(string since)
    {
        await using var host = RagHost.Create();
        var user = new RagUser("benchmark", RagHost.Tenant) { Roles = ["admin"] };
        var answer = await host.GetRag<IRagAssistant>().AskAsync(new Question(SyntheticSchool.Question, user));
        var elapsed = Elapsed(since);
        if (!answer.Text.Contains("sports field", StringComparison.Ordinal)) throw new InvalidOperationException($"{answer.Outcome}: {answer.Text}");
        ChildProcess.Report(elapsed);
    }

    public static Task MeasureBaselineAsync(string since)
    {
        ChildProcess.Report(Elapsed(since));
        return Task.CompletedTask;
    }

    private static async Task<double> StartAsync(string folder, string work)
    {
        var figures = await ChildProcess.RunAsync(folder, cores: null, work, Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
        return figures[0];
    }

    // The clock of one machine: a timestamp taken in the parent means the same in its child.
    private static double Elapsed(string since) => Stopwatch.GetElapsedTime(long.Parse(since, CultureInfo.InvariantCulture)).TotalMilliseconds;
}
