using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>Greets a server again and again, on a connection of its own, and tells what it says.</summary>
/// <param name="address">The server.</param>
/// <param name="settings">How often, among others.</param>
/// <param name="connector">Makes the connection.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Gets what is learnt, one at a time.</param>
internal sealed class ServerMonitor(MongoAddress address, MongoSettings settings, IConnector connector, TimeProvider time, Func<ServerDescription, CancellationToken, Task> tell) : IAsyncDisposable
{
    // A server is not greeted more often, however urgently somebody waits for it.
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(500);

    // How much the last answer counts in the average of their times.
    private const double Weight = 0.2;

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _demand = New();
    private MongoConnection? _connection;
    private TimeSpan _roundTrip;
    private Task _watching = Task.CompletedTask;

    public void Start() => _watching = Task.Run(() => WatchAsync(_end.Token));

    /// <summary>Has the server greeted as soon as may be.</summary>
    public void Demand()
    {
        lock (_lock) _demand.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        try
        {
            await _watching.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // That is how watching ends.
        }

        _connection?.Dispose();
        _end.Dispose();
    }

    private async Task WatchAsync(CancellationToken end)
    {
        while (true)
        {
            var demand = Renew();
            await tell(await CheckAsync(end).ConfigureAwait(false), end).ConfigureAwait(false);
            await Task.Delay(LeastInterval, time, end).ConfigureAwait(false);
            try
            {
                await demand.WaitAsync(settings.HeartbeatInterval - LeastInterval, time, end).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Nobody was in a hurry.
            }
        }
    }

    private async Task<ServerDescription> CheckAsync(CancellationToken end)
    {
        // A connection that broke may tell of it alone, or of a server that was started anew: it is asked once more.
        var isSecondTry = _connection is null;
        while (true)
        {
            try
            {
                return await GreetAsync(end).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RagException or BsonFormatException)
            {
                _connection?.Dispose();
                _connection = null;
                if (isSecondTry) return ServerDescription.Unknown(address, e);
                isSecondTry = true;
            }
        }
    }

    private async Task<ServerDescription> GreetAsync(CancellationToken end)
    {
        var start = time.GetTimestamp();
        HelloReply hello;
        if (_connection is null)
        {
            _connection = await connector.ConnectAsync(address, authenticates: false, end).ConfigureAwait(false);
            hello = _connection.Hello;
            _roundTrip = default;
        }
        else
        {
            hello = HelloReply.Parse(await _connection.RunAsync(HelloCommand.Again(_connection.Hello.KnowsHello), new CommandContext("admin"), end).ConfigureAwait(false));
        }

        var taken = time.GetElapsedTime(start);
        _roundTrip = _roundTrip == default ? taken : (taken * Weight) + (_roundTrip * (1 - Weight));
        return ServerDescription.Of(address, hello, _roundTrip);
    }

    private Task Renew()
    {
        lock (_lock)
        {
            if (_demand.Task.IsCompleted) _demand = New();
            return _demand.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
