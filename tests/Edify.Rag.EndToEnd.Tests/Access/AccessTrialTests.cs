using System.Globalization;
using Edify.Rag.EndToEnd.Tests.Houses;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>Nobody is shown what is not theirs, and nobody is kept from what is, whatever happens in between; see <see cref="AccessTrial"/>.</summary>
public sealed class AccessTrialTests
{
    private const int Seed = 20_261_122;

    private static readonly string? Replayed = Environment.GetEnvironmentVariable("EDIFY_ACCESS_STEPS");
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    [Fact]
    public Task Two_thousand_random_steps_show_everyone_what_is_theirs_and_nothing_else() => RunAsync(House.Embedded, 2_000);

    [Fact, Trait("Lane", "slow")]
    public Task A_hundred_thousand_random_steps_show_everyone_what_is_theirs_and_nothing_else() => RunAsync(House.Embedded, 100_000);

    [Theory]
    [InlineData(House.Qdrant)]
    [InlineData(House.MongoDb)]
    [InlineData(House.Atlas)]
    public Task Some_hundred_random_steps_do_so_on_other_stores(string engine) => RunAsync(engine, 300);

    [Theory, Trait("Lane", "slow")]
    [InlineData(House.Qdrant)]
    [InlineData(House.MongoDb)]
    [InlineData(House.Atlas)]
    public Task Ten_thousand_random_steps_do_so_on_other_stores(string engine) => RunAsync(engine, 10_000);

    [Fact, Trait("Needs", "postgres")]
    public Task Some_hundred_random_steps_do_so_in_PostgreSQL() => RunAsync(House.Postgres, 300);

    [Fact, Trait("Needs", "postgres"), Trait("Lane", "slow")]
    public Task Ten_thousand_random_steps_do_so_in_PostgreSQL() => RunAsync(House.Postgres, 10_000);

    /// <summary>The trial finds what it is made to find.</summary>
    [Theory]
    [InlineData(nameof(Mutants.Deny_is_forgotten))]
    [InlineData(nameof(Mutants.Allow_is_forgotten))]
    [InlineData(nameof(Mutants.Roles_never_end))]
    [InlineData(nameof(Mutants.Scopes_are_kept_too_long))]
    [InlineData(nameof(Mutants.The_cache_ignores_who_asks))]
    [InlineData(nameof(Mutants.The_cache_ignores_changes))]
    [InlineData(nameof(Mutants.Rules_are_kept_and_not_applied))]
    [InlineData(nameof(Mutants.Rules_are_forgotten_by_the_next_version))]
    [InlineData(nameof(Mutants.The_library_lists_everything))]
    [InlineData(nameof(Mutants.Downloads_are_not_checked))]
    [InlineData(nameof(Mutants.Deletion_leaves_the_passages))]
    [InlineData(nameof(Mutants.Those_without_a_grade_are_denied_books))]
    public async Task A_product_that_is_wrong_is_found_out(string mutant)
    {
        var found = await AccessTrial.RunAsync(House.Embedded, Seed, 3_000, Mutants.All[mutant], _end);
        Assert.NotNull(found);
        Assert.DoesNotContain("RAISED", found, StringComparison.Ordinal);
    }

    private async Task RunAsync(string engine, int steps)
    {
        var seed = Environment.GetEnvironmentVariable("EDIFY_ACCESS_SEED") is { Length: > 0 } other ? int.Parse(other, CultureInfo.InvariantCulture) : Seed;
        Assert.Null(await AccessTrial.RunAsync(engine, seed, Replayed is { Length: > 0 } ? int.Parse(Replayed, CultureInfo.InvariantCulture) : steps, mutate: null, _end));
    }
}
