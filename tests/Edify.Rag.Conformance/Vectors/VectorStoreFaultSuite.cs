using System.Net;
using Edify.Rag.Tests.Shared;

namespace Edify.Rag.Conformance;

/// <summary>
/// What every <see cref="IVectorStore"/> that talks to a server must do while the connection breaks, hangs or garbles what passes:
/// each answer is right or a <see cref="VectorStoreException"/> that says that it may pass, nothing hangs beyond the store's
/// time-outs, nothing is written twice, and when the fault is over the store is as good as before.
/// </summary>
/// <remarks>
/// Derive from it and connect your store by way of the address that is given: a proxy stands there that does the damage. Each test
/// has a collection of its own. No test asserts how long something takes; what has not ended after minutes hangs.
/// </remarks>
public abstract partial class VectorStoreFaultSuite : IAsyncLifetime
{
    private const int Dimension = 16;
    private const int Callers = 12;

    // Far longer than all time-outs of a call together.
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(2);

    private readonly string _collection = $"faults-{Guid.NewGuid():n}";
    private readonly FaultScript _script = new();
    private readonly List<IVectorStore> _connected = [];
    private FaultProxy? _proxy;
    private IVectorStore _undisturbed = null!;
    private FaultTrialRecords _records = null!;
    private Fault? _storm;

    /// <summary>Where the server listens.</summary>
    protected abstract DnsEndPoint Server { get; }

    /// <summary>
    /// Makes a store whose every connection is made to an address: the server's own or one that leads to it. All stores of a test
    /// have the same data. Give each call, and connecting, a time-out of a second or two, and the pool room for a dozen connections.
    /// </summary>
    /// <param name="through">Host and port.</param>
    protected abstract ValueTask<IVectorStore> ConnectAsync(DnsEndPoint through);

    /// <summary>The same through TLS from the first byte, where the store does that; <see langword="null"/> where it does not.</summary>
    /// <param name="through">Host and port; there TLS is spoken.</param>
    /// <param name="authority">What to trust, a certificate in PEM.</param>
    protected virtual ValueTask<IVectorStore?> ConnectByTlsAsync(DnsEndPoint through, string authority) => new((IVectorStore?)null);

    /// <summary>Whether the engine writes a batch whole or not at all. Otherwise each record is.</summary>
    protected virtual bool WritesBatchesWhole => true;

    /// <summary>What no message may hold, such as the password.</summary>
    protected virtual IReadOnlyList<string> Secrets => [];

    /// <summary>Lets a store go.</summary>
    /// <param name="store">What <see cref="ConnectAsync"/> made.</param>
    protected virtual async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        if (store is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
        else (store as IDisposable)?.Dispose();
    }

    /// <summary>Called at the end, when no store is left.</summary>
    protected virtual ValueTask DeleteDataAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _proxy = FaultProxy.ForTcp(Server.Host, Server.Port, _script.While(() => _storm));
        _undisturbed = await OpenAsync(ConnectAsync(Server));
        _records = new(_undisturbed, _collection, Dimension);
        await _records.FillAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_undisturbed is not null) await _undisturbed.DropCollectionAsync(_collection);
        foreach (var store in _connected) await DisposeStoreAsync(store);
        if (_proxy is not null) await _proxy.DisposeAsync();
        await DeleteDataAsync();
        GC.SuppressFinalize(this);
    }

    private async ValueTask<IVectorStore> ConnectThroughProxyAsync()
    {
        var store = await OpenAsync(ConnectAsync(new("127.0.0.1", _proxy!.Port)));
        await RecoverAsync(store, "before any fault");
        return store;
    }

    private async ValueTask<IVectorStore> OpenAsync(ValueTask<IVectorStore> connecting)
    {
        var store = await connecting;
        _connected.Add(store);
        return store;
    }

    /// <summary>From now on each connection has the fault: those that there are from their next byte on, or new ones alone.</summary>
    private void Begin(Fault fault, bool onNewConnections)
    {
        _storm = fault;
        if (onNewConnections) Restart();
        else _proxy!.Strike(fault);
    }

    /// <summary>All goes well again; what hung in the network is gone.</summary>
    private void End()
    {
        _storm = null;
        Restart();
    }

    private void Restart()
    {
        _proxy!.Down();
        _proxy.Up();
    }

    /// <summary>When nothing is wrong any more, all callers are served, after a few tries: as often as the pool has connections that died unseen.</summary>
    private async Task RecoverAsync(IVectorStore store, string after)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var reading = ReadAllAsync(store, after);
            var counted = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => TryAsync(after, "count", () => _records.CountAsync(store))));
            if ((await reading).Concat(counted).All(isServed => isServed)) return;
        }

        Assert.Fail($"The store does not recover {after}.");
    }

    /// <summary>Whether a call was answered, and rightly; if not, it failed as it should.</summary>
    private async Task<bool> TryAsync(string fault, string operation, Func<Task> call, bool mayBeLasting = false)
    {
        var what = $"{operation}, {fault}";
        var answer = Task.Run(call);
        if (await Task.WhenAny(answer, Task.Delay(Hanging)) != answer) Assert.Fail($"It hangs: {what}.");
        try
        {
            await answer;
            return true;
        }
        catch (VectorStoreException e)
        {
            Assert.True(e.IsTransient || mayBeLasting, $"It is said to last: {what}: {e}");
            Assert.NotEmpty(e.Operation);
            Assert.All(Secrets, secret => Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal));
            return false;
        }
        catch (Exception e)
        {
            Assert.Fail($"Neither right nor an error of the store: {what}: {e}");
            return false;
        }
    }
}
