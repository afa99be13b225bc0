using Edify.Rag.Shared.Language;
using Microsoft.Extensions.AI;
using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

/// <summary>How many calls a model gets, and what they may cost.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task No_more_calls_run_than_may_and_no_more_wait_than_may()
    {
        var sign = new TaskCompletionSource();
        var first = new ScriptedModel(WaitsFor(sign.Task, "Fifty."));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        var limits = gateway.Limits("first");
        (limits.MaxParallelCalls, limits.MaxQueuedCalls) = (2, 1);

        Task<Heard>[] calls = [.. Enumerable.Range(0, 3).Select(_ => gateway.HearAsync())];
        Assert.Equal((2, 1), (gateway.Models[0].CallsUnderWay, gateway.Models[0].CallsWaiting));
        var fourth = await gateway.HearAsync();
        sign.SetResult();
        var heard = await Task.WhenAll(calls);

        Assert.Equal(["'first' has too many calls waiting."], fourth.Report.Degraded);
        Assert.All(heard, h => Assert.Equal("Fifty.", h.Text));
        Assert.Equal((3, 0, 0), (first.Calls, gateway.Models[0].CallsUnderWay, gateway.Models[0].CallsWaiting));
    }

    [Fact]
    public async Task Nobody_waits_for_a_place_longer_than_allowed()
    {
        var sign = new TaskCompletionSource();
        using var gateway = new TestGateway(new ScriptedModel(WaitsFor(sign.Task, "Fifty.")), new ScriptedModel(Says("Sixty.")));
        gateway.Limits("first").MaxParallelCalls = 1;

        var calling = gateway.HearAsync();
        var heard = await gateway.AskAsync();
        sign.SetResult();

        Assert.Equal(["'first' was busy for too long."], heard.Report.Degraded);
        Assert.Equal("Fifty.", (await calling).Text);
        Assert.Equal((0, 0), (gateway.Models[0].CallsUnderWay, gateway.Models[0].CallsWaiting));
    }

    [Fact]
    public async Task Who_leaves_the_queue_leaves_no_gap()
    {
        var sign = new TaskCompletionSource();
        var first = new ScriptedModel(WaitsFor(sign.Task, "Fifty."));
        using var gateway = new TestGateway(first);
        gateway.Limits("first").MaxParallelCalls = 1;
        using var stop = new CancellationTokenSource();

        var running = gateway.HearAsync();
        var leaving = gateway.HearAsync(cancellationToken: stop.Token);
        var staying = gateway.HearAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        sign.SetResult();

        Assert.Equal(("Fifty.", "Fifty."), ((await running).Text, (await staying).Text));
        Assert.Equal((2, 0), (first.Calls, gateway.Models[0].CallsUnderWay));
    }

    [Fact]
    public async Task A_model_that_is_switched_off_is_not_asked()
    {
        var first = new ScriptedModel(Says("Fifty."));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        gateway.Limits("first").Enabled = false;

        Assert.Equal(["'first' is switched off."], (await gateway.HearAsync()).Report.Degraded);
        gateway.Limits("first").Enabled = true;

        Assert.Equal(("Fifty.", 1), ((await gateway.HearAsync()).Text, first.Calls));
    }

    [Fact]
    public async Task A_budget_of_tokens_lasts_for_its_period()
    {
        var first = new ScriptedModel(Says("Fifty."));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        gateway.Limits("first").MaxTokensPerPeriod = 150;

        for (var i = 0; i < 2; i++) Assert.Equal("Fifty.", (await gateway.HearAsync()).Text);
        var third = await gateway.HearAsync();

        Assert.Equal(220, gateway.Models[0].TokensSpent);
        Assert.Equal(("Sixty.", "'first' has used up its budget."), (third.Text, Assert.Single(third.Report.Degraded)));
        gateway.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Fifty.", (await gateway.HearAsync()).Text);
        Assert.Equal(110, gateway.Models[0].TokensSpent);
    }

    [Fact]
    public async Task A_budget_of_money_lasts_for_its_period()
    {
        using var gateway = new TestGateway(new ScriptedModel(Says("Fifty.")));
        gateway.Options.Prices.Add(new() { Model = "scripted-1", Input = 10_000, Output = 100_000 });
        gateway.Limits("first").MaxCostPerPeriod = 3;

        Assert.Equal(2m, (await gateway.HearAsync()).Report.Cost);
        await gateway.HearAsync();
        var error = Assert.IsType<RagOutageException>((await gateway.HearAsync()).Error);

        Assert.Equal(4m, gateway.Models[0].CostSpent);
        Assert.Equal(TimeSpan.FromDays(1), error.RetryAfter);
    }

    [Fact]
    public async Task Tokens_that_a_model_does_not_count_are_estimated_for_the_budget_and_cost_nothing_known()
    {
        using var gateway = new TestGateway(new ScriptedModel(Says((UsageDetails?)null, "12345678")));
        gateway.Options.Prices.Add(new() { Model = "scripted", Input = 1_000_000 });

        var heard = await gateway.HearAsync("1234567890123456");

        // What is written is counted as it comes, four characters a token.
        var asked = TokenEstimate.Of("1234567890123456");
        Assert.Equal((asked + 2, asked), (gateway.Models[0].TokensSpent, gateway.Models[0].CostSpent));
        Assert.Null(heard.Report.Cost);
    }
}
