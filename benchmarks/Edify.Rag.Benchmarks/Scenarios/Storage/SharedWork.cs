using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.WorkerProcess;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>Worker processes that share files by PostgreSQL, while one of them is killed every few seconds.</summary>
internal static class SharedWork
{
    private const int Files = 2_000;
    private const int Workers = 4;

    // More than by default: so often are workers killed here that some files are under way each time.
    private const int MaxAttempts = 10;
    private const int Seed = 20_261_121;

    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(3);

    public static async IAsyncEnumerable<Figure> RunAsync(string connection, string folder, double scale)
    {
        var files = Math.Max(1, (int)(Files * scale));
        var school = new SharedSchool(Path.Combine(folder, "content"), $"bench_{Guid.NewGuid():n}", connection) { MaxAttempts = MaxAttempts };
        school.WriteFiles(files);
        await using var scenario = await WorkerScenario.CreateAsync(school);
        var watch = Stopwatch.StartNew();
        var kills = await scenario.RunToEndAsync(files, Workers, BetweenKills, Seed, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        var outcome = await scenario.OutcomeAsync(Path.Combine(folder, "undisturbed"), CancellationToken.None);

        foreach (var difference in outcome.Differences.Take(20)) await Console.Error.WriteLineAsync("  " + difference[..Math.Min(difference.Length, 200)]);
        var what = $"{files:N0} files, {Workers} workers on PostgreSQL, {kills} of them killed, one every {seconds / kills:0.0} s";
        yield return Goals.None($"{what}: committed twice", "files", (int)outcome.Repeated, files) with { BaselineName = "all files" };
        yield return Goals.None("not committed by them", "files", files - (int)Math.Min(outcome.Committed, outcome.Ingested), files) with { BaselineName = "all files" };
        yield return Goals.None("differences from an undisturbed run", "records", outcome.Differences.Count, outcome.Records)
            with { BaselineName = "records compared" };
    }
}
