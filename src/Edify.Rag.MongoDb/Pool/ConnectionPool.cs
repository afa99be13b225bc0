using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Pool;

/// <summary>The connections to one server. The one that was used last goes out first, so that the others grow old and are closed.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ConnectionPool(MongoAddress address, MongoSettings settings, IConnector connector, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Idle> _idle = new();
    private readonly SemaphoreSlim _places = new(settings.MaxPoolSize);
    private readonly SemaphoreSlim _connecting = new(settings.MaxConnecting);
    private int _generation;
    private int _inUse;
    private bool _isDisposed;

    /// <summary>How many connections are lent.</summary>
    public int InUse => Volatile.Read(ref _inUse);

    /// <summary>How many wait to be used.</summary>
    public int IdleCount
    {
        get
        {
            lock (_lock) return _idle.Count;
        }
    }

    /// <summary>Lends a connection; it is given back by disposing of the loan.</summary>
    /// <exception cref="MongoTimeoutException">All are in use for too long.</exception>
    /// <exception cref="MongoException">None could be made.</exception>
    public async ValueTask<ConnectionLoan> RentAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _inUse);
        try
        {
            var generation = Volatile.Read(ref _generation);
            var connection = TakeIdle() ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
            return new ConnectionLoan(this, connection, generation);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Whether connections of a generation are still used; those before the last <see cref="Clear"/> are not, and tell nothing new.</summary>
    public bool IsCurrent(int generation) => generation == Volatile.Read(ref _generation);

    /// <summary>Has all connections closed that were made until now: the unused at once, the others when they come back.</summary>
    public void Clear()
    {
        List<Idle> closed;
        lock (_lock)
        {
            _generation++;
            closed = [.. _idle];
            _idle.Clear();
        }

        foreach (var idle in closed) idle.Connection.Dispose();
    }

    /// <summary>Closes connections that nobody used for long, and makes some if there are too few.</summary>
    /// <exception cref="MongoException">None could be made.</exception>
    public async Task MaintainAsync(CancellationToken cancellationToken)
    {
        CloseOld();
        while (IdleCount + InUse < settings.MinPoolSize)
        {
            var generation = Volatile.Read(ref _generation);
            Keep(await connector.ConnectAsync(address, authenticates: true, cancellationToken).ConfigureAwait(false), generation);
        }
    }

    public void Dispose()
    {
        lock (_lock) _isDisposed = true;
        Clear();
    }

    internal void Return(MongoConnection connection, int generation)
    {
        Keep(connection, generation);
        Leave();
    }

    private void Leave()
    {
        Interlocked.Decrement(ref _inUse);
        _places.Release();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (await _places.WaitAsync(0, cancellationToken).ConfigureAwait(false)) return;
        var timeout = settings.WaitQueueTimeout ?? settings.SelectionTimeout;
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await _places.WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MongoTimeoutException(
                $"All {settings.MaxPoolSize} connections to MongoDB at {address} were in use for {timeout}; raise maxPoolSize in the connection string, or do less at once.", e);
        }
    }

    private async Task<MongoConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // One may have come back meanwhile.
            return TakeIdle() ?? await connector.ConnectAsync(address, authenticates: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _connecting.Release();
        }
    }

    private MongoConnection? TakeIdle()
    {
        CloseOld();
        lock (_lock)
        {
            if (_idle.First is not { } first) return null;
            _idle.RemoveFirst();
            return first.Value.Connection;
        }
    }

    private void Keep(MongoConnection connection, int generation)
    {
        lock (_lock)
        {
            if (!_isDisposed && !connection.IsBroken && generation == _generation)
            {
                _idle.AddFirst(new Idle(connection, time.GetTimestamp()));
                return;
            }
        }

        connection.Dispose();
    }

    private void CloseOld()
    {
        if (settings.MaxIdleTime is not { } most) return;
        while (true)
        {
            Idle old;
            lock (_lock)
            {
                if (_idle.Last is not { } last || time.GetElapsedTime(last.Value.Since) < most) return;
                old = last.Value;
                _idle.RemoveLast();
            }

            old.Connection.Dispose();
        }
    }

    private readonly record struct Idle(MongoConnection Connection, long Since);
}
