using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class BreakerTests
{
    private static readonly HttpRequestException Down = new(HttpRequestError.ConnectionError);

    [Fact]
    public async Task A_model_that_keeps_failing_is_left_alone_until_a_trial_succeeds()
    {
        var isDown = true;
        var first = new ScriptedModel(token => (isDown ? Fails(Down) : Says("Fifty."))(token));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        var limits = gateway.Limits("first");
        (limits.MaxRetries, limits.MinThroughput) = (0, 4);

        for (var i = 0; i < 4; i++) Assert.Equal("Sixty.", (await gateway.HearAsync()).Text);
        Assert.Equal((BreakerState.Open, 4), (gateway.Models[0].Breaker, first.Calls));

        var passed = await gateway.HearAsync();
        Assert.Equal(["'first' failed too often and is left alone."], passed.Report.Degraded);
        Assert.Equal((4, 1), (first.Calls, passed.Report.Attempts));

        // The trial after the break fails, so that the break begins anew.
        gateway.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("Sixty.", (await gateway.HearAsync()).Text);
        Assert.Equal((BreakerState.Open, 5), (gateway.Models[0].Breaker, first.Calls));

        isDown = false;
        gateway.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("Fifty.", (await gateway.HearAsync()).Text);
        Assert.Equal(BreakerState.Closed, gateway.Models[0].Breaker);
        Assert.Equal("Fifty.", (await gateway.HearAsync()).Text);
    }

    [Fact]
    public async Task While_one_call_tries_a_model_the_others_go_on_to_the_next()
    {
        var sign = new TaskCompletionSource();
        var first = new ScriptedModel(Fails(Down), Fails(Down), WaitsFor(sign.Task, "Fifty."));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        var limits = gateway.Limits("first");
        (limits.MaxRetries, limits.MinThroughput) = (0, 2);
        for (var i = 0; i < 2; i++) await gateway.HearAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(16));

        var trial = gateway.HearAsync();
        Assert.Equal(BreakerState.HalfOpen, gateway.Models[0].Breaker);
        Assert.Equal("Sixty.", (await gateway.HearAsync()).Text);
        sign.SetResult();

        Assert.Equal("Fifty.", (await trial).Text);
        Assert.Equal((BreakerState.Closed, 3), (gateway.Models[0].Breaker, first.Calls));
    }

    [Fact]
    public async Task A_trial_that_was_given_up_has_shown_nothing()
    {
        var first = new ScriptedModel(Fails(Down), Fails(Down), Stalls());
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        var limits = gateway.Limits("first");
        (limits.MaxRetries, limits.MinThroughput) = (0, 2);
        for (var i = 0; i < 2; i++) await gateway.HearAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(16));
        using var stop = new CancellationTokenSource();

        var trial = gateway.HearAsync(cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
        Assert.Equal(BreakerState.Open, gateway.Models[0].Breaker);
    }

    [Fact]
    public async Task Streams_that_die_in_the_middle_open_the_breaker()
    {
        var first = new ScriptedModel(Fails(Down, "Fif"));
        using var gateway = new TestGateway(first);
        gateway.Limits("first").MinThroughput = 4;

        for (var i = 0; i < 2; i++) Assert.NotNull((await gateway.HearAsync()).Error);

        Assert.Equal(BreakerState.Open, gateway.Models[0].Breaker);
    }

    [Fact]
    public async Task Changed_settings_of_the_breaker_take_effect_with_the_next_call()
    {
        var first = new ScriptedModel(Fails(Down));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        var limits = gateway.Limits("first");
        (limits.MaxRetries, limits.MinThroughput) = (0, 2);
        for (var i = 0; i < 3; i++) await gateway.HearAsync();
        Assert.Equal(2, first.Calls);

        limits.MinThroughput = 100;
        for (var i = 0; i < 3; i++) await gateway.HearAsync();

        Assert.Equal((BreakerState.Closed, 5), (gateway.Models[0].Breaker, first.Calls));
    }
}
