using Edify.Rag.Tests.Shared;

namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreFaultSuite
{
    /// <summary>Who waits for a server that says nothing can stop waiting at any time.</summary>
    [Fact]
    public async Task A_call_that_waits_for_a_silent_server_can_be_cancelled()
    {
        var store = await ConnectThroughProxyAsync();

        using var stop = new CancellationTokenSource();

        Begin(new Fault.Stall(0), onNewConnections: false);
        var waiting = _records.Readings(store.Capabilities).Select(reading => (reading.Name, Call: Task.Run(() => reading.Call(store, stop.Token)))).ToList();
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));
        foreach (var (name, call) in waiting)
        {
            if (await Task.WhenAny(call, Task.Delay(Hanging)) != call) Assert.Fail($"It hangs although it was cancelled: {name}.");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        End();
        await RecoverAsync(store, "after calls were cancelled");
    }

    /// <summary>More callers than connections, all of them waiting in vain, leave a pool that serves the next.</summary>
    [Fact]
    public async Task A_pool_full_of_silent_connections_recovers()
    {
        var store = await ConnectThroughProxyAsync();

        Begin(new Fault.Stall(0), onNewConnections: false);
        var served = await Task.WhenAll(Enumerable.Range(0, 4 * Callers).Select(_ => TryAsync("silence", "count", () => _records.CountAsync(store))));
        End();

        Assert.All(served, Assert.False);
        await RecoverAsync(store, "after silence");
    }

    /// <summary>A silence that ends before the patience of the client costs time and nothing else.</summary>
    [Fact]
    public async Task A_short_silence_is_waited_for()
    {
        var store = await ConnectThroughProxyAsync();

        await TryThroughAsync(store, new Fault.Stall(20, TimeSpan.FromMilliseconds(30)), onNewConnections: false, "a short silence", 0);
        await TryThroughAsync(store, new Fault.Sent(new Fault.Stall(20, TimeSpan.FromMilliseconds(30))), onNewConnections: false, "a short silence on the way there", 1);
    }
}
