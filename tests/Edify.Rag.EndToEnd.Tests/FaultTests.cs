using Edify.Rag.Ingester.Trials;

namespace Edify.Rag.EndToEnd.Tests;

/// <summary>Ingestion from a real server over a connection on which things go wrong.</summary>
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 11;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Needs", "azure")]
    public Task Runs_complete_or_stop_with_the_reason_and_leave_nothing_half_written() => DisturbAsync(rounds: 1);

    [Fact, Trait("Needs", "azure"), Trait("Lane", "slow")]
    public Task Many_runs_complete_or_stop_with_the_reason_and_leave_nothing_half_written() => DisturbAsync(rounds: 10);

    private async Task DisturbAsync(int rounds)
    {
        await using var trial = new FaultTrial(_folder.Path, new TrialFiles(Samples.Content, notes: 40), TestServers.AzureBlobs);
        var outcome = await trial.RunAsync(FaultKind.All, rounds, Seed, output.WriteLine);
        output.WriteLine($"{outcome}");
        Assert.Empty(outcome.Neither);
        Assert.Empty(outcome.HalfWritten);
        Assert.Empty(outcome.Differences);
        Assert.True(outcome.Runs == rounds * FaultKind.All.Count && outcome.Records > 0);
    }
}
