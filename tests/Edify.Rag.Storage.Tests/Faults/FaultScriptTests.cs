namespace Edify.Rag.Storage.Tests.Faults;

public sealed class FaultScriptTests
{
    private static readonly Fault One = new Fault.Cut(1);
    private static readonly Fault Two = new Fault.Reset(2);

    [Fact]
    public void Rules_say_which_of_many() => Assert.Equal(
        [Two, Two, One, Two, null, One],
        Faults(new FaultScript().Every(3, One).Nth(4, Two).First(2, Two), 6));

    [Fact]
    public void The_first_rule_wins_and_the_others_count_on() => Assert.Equal(
        [null, One, Two, null],
        Faults(new FaultScript().Nth(2, One).First(3, Two, r => r.Number > 1).Nth(1, new Fault.LoseAnswer(), r => r.Number > 90), 4)[..3].Append(null));

    [Fact]
    public void A_seed_draws_the_same_each_time_and_about_its_share()
    {
        var drawn = Faults(new FaultScript().Some(seed: 11, share: 0.2, [One, Two]), 2000);

        Assert.Equal(drawn, Faults(new FaultScript().Some(seed: 11, share: 0.2, [One, Two]), 2000));
        Assert.NotEqual(drawn, Faults(new FaultScript().Some(seed: 12, share: 0.2, [One, Two]), 2000));
        Assert.InRange(drawn.Count(f => f is not null), 300, 500);
        Assert.InRange(drawn.Count(f => f == One), 120, 280);
    }

    private static List<Fault?> Faults(FaultScript script, int requests) => [.. Enumerable.Range(0, requests).Select(_ => script.Meet(connection: 1, head: null).Fault)];
}
