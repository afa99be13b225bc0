using Edify.Rag.Ingester.Trials;

namespace Edify.Rag.EndToEnd.Tests;

/// <summary>Ingesting processes that are killed at random moments, and what others make of it that go on.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 5;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Who_goes_on_after_a_kill_ends_with_what_an_undisturbed_run_stores() => KillAsync(5);

    [Fact, Trait("Lane", "slow")]
    public Task Who_goes_on_after_a_hundred_kills_ends_with_what_an_undisturbed_run_stores() => KillAsync(100);

    private async Task KillAsync(int kills)
    {
        var outcome = await new KillTrial(_folder.Path, new TrialFiles(Samples.Content), Seed).RunAsync(kills);
        output.WriteLine($"{outcome}");
        Assert.Empty(outcome.Differences);
        Assert.True(outcome.Compared >= TrialFiles.Days.Count && outcome.Records > 0);
    }
}
