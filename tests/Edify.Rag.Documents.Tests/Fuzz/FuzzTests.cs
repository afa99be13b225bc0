namespace Edify.Rag.Documents.Tests.Fuzz;

public class FuzzTests
{
    // Another seed finds other damage: EDIFY_FUZZ_SEED=number.
    private static readonly int Seed =
        Environment.GetEnvironmentVariable("EDIFY_FUZZ_SEED") is { Length: > 0 } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 20260501;

    [Fact]
    public Task Five_hundred_damaged_files_give_elements_or_a_typed_error() => RunAsync(500);

    [Fact]
    [Trait("Lane", "slow")]
    public Task Twenty_thousand_damaged_files_give_elements_or_a_typed_error() => RunAsync(20_000);

    [Fact]
    public void The_same_seed_gives_the_same_damage() =>
        Assert.Equal(new FuzzCase(7, Seed).Make().Bytes, new FuzzCase(7, Seed).Make().Bytes);

    [Fact]
    public void Damage_differs_from_case_to_case() =>
        Assert.Equal(200, Enumerable.Range(0, 200).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(new FuzzCase(i, Seed).Make().Bytes))).Distinct().Count());

    private static async Task RunAsync(int count)
    {
        using var run = new FuzzRun();
        await run.RunAsync(Seed, count);
        Assert.True(run.Failures.Count == 0, $"Of {count:N0} damaged files, {run.Failures.Count} were not read as they should (seed {Seed}; read one again with EDIFY_FUZZ_SEED and EDIFY_FUZZ_CASE):\n{string.Join('\n', run.Failures.Take(25))}");
        if (Environment.GetEnvironmentVariable("EDIFY_FUZZ_CASE") is { Length: > 0 }) return;
        Assert.True(run.Read > count / 10 && run.Refused > count / 20, $"{run.Read} read, {run.Refused} refused: the damage is no test.");
    }
}
