using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.RateLimiting;

[Trait("Needs", "postgres")]
public sealed class PostgresRateLimiterTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Machines_share_a_limit_and_names_stand_in_no_row()
    {
        await using var schema = new TestSchema();
        var limit = new RateLimit("user/10:greenfield/asha", 3, Hour);
        var machines = Enumerable.Range(0, 3).Select(_ => schema.Limiter()).ToList();
        foreach (var machine in machines) Assert.True((await machine.TakeAsync([limit])).Allowed);
        foreach (var machine in machines) Assert.False((await machine.TakeAsync([limit])).Allowed);
        Assert.Equal(0L, await schema.RunAsync("SELECT count(*) FROM {schema}.rate_limits r WHERE r::text LIKE '%asha%' OR r::text LIKE '%greenfield%'"));
    }

    [Theory]
    [InlineData(RateLimitAlgorithm.TokenBucket)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public async Task A_clock_that_goes_back_hands_out_nothing_twice_and_makes_nobody_wait_for_it(RateLimitAlgorithm algorithm)
    {
        await using var schema = new TestSchema();
        var limiter = schema.Limiter();
        var limit = new RateLimit("asha", 2, Hour) { Algorithm = algorithm };
        Assert.True((await limiter.TakeAsync([limit])).Allowed);
        Assert.True((await limiter.TakeAsync([limit])).Allowed);

        // The clock went back by a day, as seen from the row.
        await schema.RunAsync("UPDATE {schema}.rate_limits SET since = since + interval '1 day'");
        Assert.False((await limiter.TakeAsync([limit])).Allowed);

        // Two windows later by that same clock.
        await schema.RunAsync("UPDATE {schema}.rate_limits SET since = since - interval '2 hours'");
        Assert.True((await limiter.TakeAsync([limit])).Allowed);
    }

    [Fact]
    public async Task Rows_that_nobody_uses_go_after_days()
    {
        await using var schema = new TestSchema();
        var limiter = schema.Limiter();
        await limiter.TakeAsync([new("old", 1, Hour)]);
        await schema.RunAsync("UPDATE {schema}.rate_limits SET since = since - interval '4 days'");
        for (var i = 0; i < 1_000; i++) await limiter.TakeAsync([new("new", 1, Hour)]);
        Assert.Equal(1L, await schema.RunAsync("SELECT count(*) FROM {schema}.rate_limits"));
    }
}
