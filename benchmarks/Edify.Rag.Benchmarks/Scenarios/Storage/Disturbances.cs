using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Ingester.Trials;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>What is left of killed processes and of broken connections.</summary>
internal static class Disturbances
{
    private const int Kills = 100;
    private const int RoundsPerFault = 5;
    private const int Seed = 20_260_105;

    public static async Task<Figure> KillAsync(string folder, double scale)
    {
        var kills = Math.Max(1, (int)(Kills * scale));
        var outcome = await new KillTrial(folder, new TrialFiles(Corpus.Samples), Seed).RunAsync(kills);
        await SayAsync(outcome.ToString(), outcome.Differences);
        return Goals.None(
            $"records lost, doubled or changed after {kills} kills: {outcome.What}", "records", outcome.Differences.Count, outcome.Records * outcome.Compared)
            with { BaselineName = "records compared" };
    }

    public static async IAsyncEnumerable<Figure> DisturbAsync(string connection, string folder, double scale)
    {
        await using var trial = new FaultTrial(folder, new TrialFiles(Corpus.Samples, notes: 40), connection);
        var outcome = await trial.RunAsync(FaultKind.All, Math.Max(1, (int)(RoundsPerFault * scale)), Seed, Console.Error.WriteLine);
        await SayAsync(outcome.ToString(), [.. outcome.Neither, .. outcome.HalfWritten, .. outcome.Differences]);
        yield return Goals.None($"runs over a faulty connection that neither complete ({outcome.Completed}) nor stop with the reason ({outcome.Runs - outcome.Completed - outcome.Neither.Count})", "runs", outcome.Neither.Count, outcome.Runs)
            with { BaselineName = "all runs" };
        yield return Goals.None("documents half-written by them", "documents", outcome.HalfWritten.Count, outcome.Runs * outcome.Documents)
            with { BaselineName = "documents compared" };
        yield return Goals.None("differences from an undisturbed run after one run more", "records", outcome.Differences.Count, outcome.Runs * outcome.Records)
            with { BaselineName = "records compared" };
    }

    private static async Task SayAsync(string summary, IReadOnlyList<string> problems)
    {
        await Console.Error.WriteLineAsync(summary);
        foreach (var problem in problems.Take(20)) await Console.Error.WriteLineAsync("  " + problem);
    }
}
