using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class RetryTests
{
    private static readonly IOException Broken = new("reset");

    [Fact]
    public async Task A_fault_that_passes_costs_no_change_of_model()
    {
        var (first, second) = (new ScriptedModel(Fails(Broken), Fails(Broken), Says("Fifty.")), new ScriptedModel(Says("Sixty.")));
        using var gateway = new TestGateway(first, second);

        var heard = await gateway.AskAsync();

        Assert.Equal(("Fifty.", 3), (heard.Text, heard.Report.Attempts));
        Assert.Empty(heard.Report.Degraded);
        Assert.Equal(0, second.Calls);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    public async Task A_model_is_called_so_often_and_no_more(int retries, int calls)
    {
        var first = new ScriptedModel(Fails(Broken));
        using var gateway = new TestGateway(first);
        gateway.Limits("first").MaxRetries = retries;

        Assert.IsType<RagOutageException>((await gateway.AskAsync()).Error);

        Assert.Equal(calls, first.Calls);
    }

    [Fact]
    public async Task What_the_service_asks_for_is_waited_for()
    {
        var first = new ScriptedModel(Fails(Overload(2)), Says("Fifty."));
        using var gateway = new TestGateway(first);
        var started = gateway.Time.GetUtcNow();

        Assert.Equal("Fifty.", (await gateway.AskAsync()).Text);

        Assert.InRange(gateway.Time.GetUtcNow() - started, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        Assert.Equal(2, first.Calls);
    }

    [Fact]
    public async Task Who_asks_for_more_than_anybody_waits_is_passed_over_until_it_is_over()
    {
        var first = new ScriptedModel(Fails(Overload(60)), Says("Fifty."));
        using var gateway = new TestGateway(first, new ScriptedModel(Says("Sixty.")));
        var until = gateway.Time.GetUtcNow() + TimeSpan.FromSeconds(60);

        Assert.Equal(["'first' is overloaded."], (await gateway.HearAsync()).Report.Degraded);
        Assert.Equal(until, gateway.Models[0].PausedUntil);
        Assert.Equal(["'first' has asked to be left alone."], (await gateway.HearAsync()).Report.Degraded);
        Assert.Equal(1, first.Calls);

        gateway.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("Fifty.", (await gateway.HearAsync()).Text);
        Assert.Null(gateway.Models[0].PausedUntil);
    }

    [Fact]
    public async Task Without_another_model_the_error_tells_when_to_come_back()
    {
        using var gateway = new TestGateway(new ScriptedModel(Fails(Overload(60))));

        Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<RagOutageException>((await gateway.HearAsync()).Error).RetryAfter);
    }

    [Fact]
    public async Task A_changed_number_of_repetitions_takes_effect_with_the_next_call()
    {
        var first = new ScriptedModel(Fails(Broken));
        using var gateway = new TestGateway(first);
        var limits = gateway.Limits("first");
        (limits.MinThroughput, limits.MaxRetries) = (100, 1);
        await gateway.AskAsync();
        limits.MaxRetries = 4;

        await gateway.AskAsync();

        Assert.Equal(2 + 5, first.Calls);
    }

    private static ModelServiceException Overload(double seconds) =>
        new("http://models.example", "m", "Too many requests.", isTransient: true) { IsOverload = true, RetryAfter = TimeSpan.FromSeconds(seconds) };
}
