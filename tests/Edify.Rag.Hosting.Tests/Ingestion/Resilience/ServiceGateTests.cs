using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Resilience;

public class ServiceGateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task No_more_enter_than_fit_and_the_first_who_waits_is_first()
    {
        var gate = new ServiceGate(2, _time);
        await gate.EnterAsync(default);
        await gate.EnterAsync(default);
        var (third, fourth) = (gate.EnterAsync(default).AsTask(), gate.EnterAsync(default).AsTask());
        Assert.False(third.IsCompleted);
        gate.Leave();
        await third;
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public void Overload_halves_once_for_all_calls_that_were_under_way()
    {
        var gate = new ServiceGate(16, _time);
        var round = gate.Round;
        Assert.True(gate.Overloaded(round, TimeSpan.Zero));
        for (var i = 0; i < 15; i++) Assert.False(gate.Overloaded(round, TimeSpan.Zero));
        Assert.Equal(8, gate.Limit);
        for (var i = 0; i < 10; i++) gate.Overloaded(gate.Round, TimeSpan.Zero);
        Assert.Equal(1, gate.Limit);
    }

    [Fact]
    public void A_round_of_successes_adds_one_up_to_the_most()
    {
        var gate = new ServiceGate(4, _time);
        gate.Overloaded(gate.Round, TimeSpan.Zero);
        Assert.Equal(2, gate.Limit);
        gate.Succeeded();
        Assert.Equal(2, gate.Limit);
        gate.Succeeded();
        Assert.Equal(3, gate.Limit);
        for (var i = 0; i < 100; i++) gate.Succeeded();
        Assert.Equal(4, gate.Limit);
    }

    [Fact]
    public async Task Nobody_enters_before_the_wait_is_over()
    {
        var gate = new ServiceGate(4, _time);
        gate.Overloaded(gate.Round, TimeSpan.FromSeconds(30));
        var entering = gate.EnterAsync(default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(entering.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await entering;
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_no_place()
    {
        var gate = new ServiceGate(1, _time);
        await gate.EnterAsync(default);
        using var stop = new CancellationTokenSource();
        var gone = gate.EnterAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.Leave();
        await gate.EnterAsync(default);
    }
}
