using Edify.Rag.Tests.Shared;

namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreFaultSuite
{
    /// <summary>A connection that ends, breaks or goes silent, at this byte or that, on the way there or back: reads are right or fail, writes are done or not.</summary>
    /// <param name="kind">How it goes wrong.</param>
    [Theory]
    [InlineData("end")]
    [InlineData("reset")]
    [InlineData("silence")]
    [InlineData("end on the way there")]
    [InlineData("reset on the way there")]
    [InlineData("silence on the way there")]
    public async Task A_connection_that_fails_makes_nothing_wrong(string kind)
    {
        var store = await ConnectThroughProxyAsync();
        var isSilent = kind.StartsWith("silence", StringComparison.Ordinal);
        long[] moments = isSilent ? [0, 300] : [0, 1, 60, 900, 5_000];

        foreach (var (round, afterBytes) in moments.Index())
        {
            await TryThroughAsync(store, FaultOf(kind, afterBytes), onNewConnections: false, $"{kind} after {afterBytes} bytes", round);
            if (isSilent && afterBytes > 0) continue;
            await TryThroughAsync(store, FaultOf(kind, afterBytes), onNewConnections: true, $"{kind} after {afterBytes} bytes of a new connection", round + 100);
        }
    }

    /// <summary>What comes in the smallest of pieces is put together.</summary>
    [Fact]
    public async Task What_comes_in_small_pieces_is_put_together()
    {
        var store = await ConnectThroughProxyAsync();

        await TryThroughAsync(store, new Fault.Drip(7, TimeSpan.Zero), onNewConnections: true, "trickle", 0);
        await TryThroughAsync(store, new Fault.Sent(new Fault.Drip(7, TimeSpan.Zero)), onNewConnections: true, "trickle on the way there", 1);
    }

    /// <summary>A server that is not there is told so, and used when it is.</summary>
    [Fact]
    public async Task A_server_that_goes_away_is_found_again_when_it_is_back()
    {
        var store = await ConnectThroughProxyAsync();
        var fresh = await OpenAsync(ConnectAsync(new("127.0.0.1", _proxy!.Port)));
        var writes = await FaultTrialWrites.PrepareAsync(_undisturbed, _collection, _records, 0);

        _proxy.Down();
        foreach (var which in new[] { store, fresh }) Assert.All(await ReadAllAsync(which, "away"), Assert.False);
        Assert.All(await WriteAllAsync(store, writes.First, "away"), Assert.False);
        _proxy.Up();

        foreach (var which in new[] { store, fresh }) await RecoverAsync(which, "after the server was away");
        await writes.CheckAsync([false, false, false, false], batchesAreWhole: true, "away");
        await RepeatAsync(store, writes, "away");
    }

    /// <summary>Connections fail in all ways at a time, for a while: the same for the same seed.</summary>
    /// <param name="seed">Start of the random numbers.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Through_a_storm_of_faults_nothing_is_wrong_and_nothing_twice(int seed)
    {
        var random = new Random(seed * 486_187);
        var store = await ConnectThroughProxyAsync();
        string[] kinds = ["end", "reset", "end on the way there", "reset on the way there"];

        for (var round = 0; round < 12; round++)
        {
            var fault = FaultOf(kinds[random.Next(kinds.Length)], random.Next(3) == 0 ? random.Next(20_000) : random.Next(600));
            await TryThroughAsync(store, fault, onNewConnections: random.Next(2) == 0, $"{fault}, seed {seed}", round);
        }
    }

    private static Fault FaultOf(string kind, long afterBytes)
    {
        Fault fault = kind.Split(' ')[0] switch
        {
            "end" => new Fault.Cut(afterBytes),
            "reset" => new Fault.Reset(afterBytes),
            _ => new Fault.Stall(afterBytes),
        };
        return kind.EndsWith("there", StringComparison.Ordinal) ? new Fault.Sent(fault) : fault;
    }

    /// <summary>All calls at a time while the fault lasts; then it ends, and what was begun is brought to its end.</summary>
    private async Task TryThroughAsync(IVectorStore store, Fault fault, bool onNewConnections, string name, int round)
    {
        var writes = await FaultTrialWrites.PrepareAsync(_undisturbed, _collection, _records, round);
        await RecoverAsync(store, $"before {name}");
        Begin(fault, onNewConnections);
        var reading = ReadAllAsync(store, name);
        var written = await WriteAllAsync(store, writes.First, name);
        await reading;
        End();

        await RecoverAsync(store, $"after {name}");
        await writes.CheckAsync(written, WritesBatchesWhole, name);
        await RepeatAsync(store, writes, name);
    }

    private Task<bool[]> ReadAllAsync(IVectorStore store, string fault) => Task.WhenAll(
        _records.Readings(store.Capabilities).Select(reading => TryAsync(fault, reading.Name, () => reading.Call(store, CancellationToken.None))));

    private Task<bool[]> WriteAllAsync(IVectorStore store, IReadOnlyList<(string Name, Func<IVectorStore, Task> Call)> writes, string fault) =>
        Task.WhenAll(writes.Select(write => TryAsync(fault, write.Name, () => write.Call(store))));

    // What the caller does who was told that it may pass. Others may hold what he needs until the server has noticed that they are gone.
    private async Task RepeatAsync(IVectorStore store, FaultTrialWrites writes, string fault)
    {
        for (var tries = 1; !(await WriteAllAsync(store, writes.Again, $"again after {fault}")).All(isDone => isDone); tries++)
            Assert.True(tries < 5, $"What failed for {fault} can't be done afterwards.");
        await writes.CheckDoneAsync(fault);
    }
}
