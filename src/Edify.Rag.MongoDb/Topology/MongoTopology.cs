using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Pool;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Wire;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>The servers of a connection string and those that they name, each watched; chooses the one that a command goes to.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class MongoTopology : IAsyncDisposable
{
    private readonly MongoSettings _settings;
    private readonly IConnector _connector;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<MongoAddress, MongoServer> _servers = [];
    private TaskCompletionSource _changed = New();
    private TopologyState _state;
    private bool _isDisposed;

    public MongoTopology(MongoSettings settings, IConnector connector, TimeProvider time, ILogger logger)
    {
        (_settings, _connector, _time, _logger) = (settings, connector, time, logger);
        _state = TopologyState.Begin(settings);
        Adopt();
    }

    /// <summary>What is known at the moment.</summary>
    public TopologyState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    /// <summary>The server for a command; waits for one until the time-out.</summary>
    /// <exception cref="MongoTimeoutException">There is none in time.</exception>
    public async ValueTask<MongoServer> SelectAsync(ReadPreference preference, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_settings.SelectionTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (Choose(preference) is { } chosen) return chosen;
                changed = _changed.Task;
                foreach (var server in _servers.Values) server.Monitor.Demand();
            }

            try
            {
                await changed.WaitAsync(both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw SelectionErrors.TimedOut(State, preference, _settings.SelectionTimeout);
            }
        }
    }

    /// <summary>A server that is known already, whatever it is; <see langword="null"/> when it is known no more.</summary>
    public MongoServer? Find(MongoAddress address)
    {
        lock (_lock) return _servers.GetValueOrDefault(address);
    }

    /// <summary>Takes a server for unknown that failed in a way that tells so, and has it looked at.</summary>
    /// <param name="server">The server.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="generation">That of the connection; <see langword="null"/> when none could be made.</param>
    public void Report(MongoServer server, MongoException error, int? generation)
    {
        if (generation is { } known && !server.Pool.IsCurrent(known)) return;
        var code = error as MongoCommandException;
        if (code is not null && !code.Error.IsStateChange) return;

        // A server that is slow with one reply may be well; one that lets nobody connect is not.
        if (code is null && !(error is MongoConnectionException broken && (generation is null || !broken.IsTimeout))) return;
        if (code is null || ErrorCodes.IsShutdown(code.Code)) server.Pool.Clear();
        _ = Learn(ServerDescription.Unknown(server.Address, error));
        server.Monitor.Demand();
    }

    public async ValueTask DisposeAsync()
    {
        List<MongoServer> servers;
        lock (_lock)
        {
            _isDisposed = true;
            servers = [.. _servers.Values];
            _servers.Clear();
            _changed.TrySetResult();
        }

        foreach (var server in servers) await server.DisposeAsync().ConfigureAwait(false);
    }

    // Of two servers by chance, the one that has less to do.
    private MongoServer? Choose(ReadPreference preference)
    {
        var suitable = ServerChoice.Among(_state, preference, _settings.LatencyWindow);
        if (suitable.Count == 0) return null;
        var first = _servers[suitable[Random.Shared.Next(suitable.Count)].Address];
        var second = _servers[suitable[Random.Shared.Next(suitable.Count)].Address];
        return second.Pool.InUse < first.Pool.InUse ? second : first;
    }

    private async Task ObserveAsync(ServerDescription description, CancellationToken cancellationToken)
    {
        // A server whose monitor can't reach it has no connection left that is worth something.
        if (description.Kind is ServerKind.Unknown) Find(description.Address)?.Pool.Clear();
        var gone = Learn(description);
        foreach (var server in gone)
        {
            // The monitor that speaks may be the gone server's own: it can't wait for its own end.
            _ = Task.Run(async () => await server.DisposeAsync().ConfigureAwait(false), CancellationToken.None);
        }

        if (!description.HasData || Find(description.Address) is not { } known) return;
        try
        {
            await known.Pool.MaintainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RagException e)
        {
            _logger.PoolNotFilled(description.Address.ToString(), e);
        }
    }

    private List<MongoServer> Learn(ServerDescription description)
    {
        lock (_lock)
        {
            if (_isDisposed) return [];
            var before = _state.Servers.GetValueOrDefault(description.Address)?.Kind;
            _state = _state.Learn(description);
            if (before != description.Kind) _logger.ServerChanged(description.Address.ToString(), description.Kind, description.Error?.Message);
            var gone = Adopt();
            _changed.TrySetResult();
            _changed = New();
            return gone;
        }
    }

    // Brings the servers that are watched into line with those that are known.
    private List<MongoServer> Adopt()
    {
        foreach (var address in _state.Servers.Keys.Where(a => !_servers.ContainsKey(a)))
        {
            var monitor = new ServerMonitor(address, _settings, _connector, _time, ObserveAsync);
            _servers.Add(address, new MongoServer(address, new ConnectionPool(address, _settings, _connector, _time), monitor));
            monitor.Start();
        }

        List<MongoServer> gone = [.. _servers.Values.Where(s => !_state.Servers.ContainsKey(s.Address))];
        foreach (var server in gone) _servers.Remove(server.Address);
        return gone;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
