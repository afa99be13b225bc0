namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IRateLimiter"/> must do. Derive from it, open your limiter, and your provider has its tests.</summary>
/// <remarks>Permits come back in real time: a test waits for it by trying, and asserts no duration.</remarks>
public abstract class RateLimiterSuite : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(12);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>The limiter under test, unused when the test begins.</summary>
    protected IRateLimiter Limiter { get; private set; } = null!;

    /// <summary>Makes an unused limiter, one for each test.</summary>
    protected abstract ValueTask<IRateLimiter> CreateLimiterAsync();

    /// <summary>Removes what <see cref="CreateLimiterAsync"/> made.</summary>
    protected virtual ValueTask DisposeLimiterAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Limiter = await CreateLimiterAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        (Limiter as IDisposable)?.Dispose();
        await DisposeLimiterAsync();
    }

    /// <summary>As many as there are, and then a time to wait.</summary>
    [Theory]
    [InlineData(RateLimitAlgorithm.TokenBucket)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public async Task Permits_are_used_up_and_the_wait_is_told(RateLimitAlgorithm algorithm)
    {
        var limit = new RateLimit("asha", 3, Long) { Algorithm = algorithm };
        for (var i = 0; i < 3; i++) Assert.Equal(RateLimitDecision.Yes, await Limiter.TakeAsync([limit]));
        var refused = await Limiter.TakeAsync([limit]);
        Assert.False(refused.Allowed);
        Assert.Equal(0, refused.Refused);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), 2 * Long);
        Assert.True((await Limiter.TakeAsync([limit with { Key = "ravi" }])).Allowed);
    }

    /// <summary>They come back.</summary>
    [Theory]
    [InlineData(RateLimitAlgorithm.TokenBucket)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public async Task Permits_come_back_with_time(RateLimitAlgorithm algorithm)
    {
        var limit = new RateLimit("asha", 2, Short) { Algorithm = algorithm };
        while ((await Limiter.TakeAsync([limit])).Allowed) { }
        for (var i = 0; i < 1_000 && !(await Limiter.TakeAsync([limit])).Allowed; i++) await Task.Delay(20);
        for (var i = 0; ; i++)
        {
            if ((await Limiter.TakeAsync([limit])).Allowed) return;
            Assert.True(i < 1_000, "No permit came back.");
            await Task.Delay(20);
        }
    }

    /// <summary>A bucket may hold more or less than comes back in a window.</summary>
    [Fact]
    public async Task A_bucket_holds_as_many_as_its_burst()
    {
        var small = new RateLimit("small", 1_000, Long) { Burst = 2 };
        Assert.Equal([true, true, false], await TakenAsync(small, 3));
        var large = new RateLimit("large", 1, Long) { Burst = 4 };
        Assert.Equal([true, true, true, true, false], await TakenAsync(large, 5));
    }

    /// <summary>All must allow it.</summary>
    [Fact]
    public async Task The_limit_that_refuses_is_named()
    {
        var (user, school) = (new RateLimit("asha", 5, Long), new RateLimit("school", 2, Long));
        Assert.True((await Limiter.TakeAsync([user, school])).Allowed);
        Assert.True((await Limiter.TakeAsync([user, school])).Allowed);
        Assert.Equal(1, (await Limiter.TakeAsync([user, school])).Refused);
        Assert.True((await Limiter.TakeAsync([user])).Allowed);
        Assert.True((await Limiter.TakeAsync([])).Allowed);
    }

    /// <summary>Many at once get no more than one after the other.</summary>
    [Theory]
    [InlineData(RateLimitAlgorithm.TokenBucket)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public async Task Two_hundred_at_once_get_as_many_permits_as_there_are(RateLimitAlgorithm algorithm)
    {
        var (user, school) = (new RateLimit("asha", 500, Long), new RateLimit("school", 37, Long));
        RateLimit[] limits = [user with { Algorithm = algorithm }, school with { Algorithm = algorithm }];
        var decisions = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await Limiter.TakeAsync(limits))));
        Assert.Equal(37, decisions.Count(decision => decision.Allowed));
        Assert.All(decisions.Where(decision => !decision.Allowed), refused => Assert.Equal(1, refused.Refused));
    }

    /// <summary>Names are names.</summary>
    [Fact]
    public async Task Keys_of_any_text_are_told_apart()
    {
        string[] keys = ["a", "A", "a\0", "'; DROP TABLE rate_limits; --", "\uD800", new('x', 5_000)];
        foreach (var key in keys) Assert.Equal([true, false], await TakenAsync(new(key, 1, Long), 2));
    }

    private async Task<List<bool>> TakenAsync(RateLimit limit, int times)
    {
        var taken = new List<bool>();
        for (var i = 0; i < times; i++) taken.Add((await Limiter.TakeAsync([limit])).Allowed);
        return taken;
    }
}
