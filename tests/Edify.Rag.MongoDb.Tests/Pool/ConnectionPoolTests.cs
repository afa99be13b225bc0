using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Pool;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Tests.Client;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Tests.Pool;

public sealed class ConnectionPoolTests : IAsyncDisposable
{
    private readonly MongoDouble _server = new();
    private ConnectionPool? _pool;

    [Fact]
    public async Task A_connection_that_came_back_is_used_again()
    {
        var pool = Pool("");
        MongoConnection first;
        using (var loan = await pool.RentAsync(default)) first = loan.Connection;
        using (var loan = await pool.RentAsync(default)) Assert.Same(first, loan.Connection);
        Assert.Equal(1, _server.Members[0].Accepted);
    }

    [Fact]
    public async Task The_connection_that_was_used_last_goes_out_first()
    {
        var pool = Pool("");
        var (a, b) = (await pool.RentAsync(default), await pool.RentAsync(default));
        a.Dispose();
        b.Dispose();
        using var next = await pool.RentAsync(default);
        Assert.Same(b.Connection, next.Connection);
    }

    [Fact]
    public async Task No_more_connections_are_made_than_allowed_and_who_waits_too_long_is_told()
    {
        var pool = Pool("maxPoolSize=1&waitQueueTimeoutMS=100");
        using (await pool.RentAsync(default))
        {
            var error = await Assert.ThrowsAsync<MongoTimeoutException>(async () => await pool.RentAsync(default));
            Assert.Contains("maxPoolSize", error.Message, StringComparison.Ordinal);
        }

        (await pool.RentAsync(default)).Dispose();
        Assert.Equal(1, _server.Members[0].Accepted);
    }

    [Fact]
    public async Task Who_waits_gets_the_connection_that_comes_back()
    {
        var pool = Pool("maxPoolSize=1");
        var first = await pool.RentAsync(default);
        var second = pool.RentAsync(default).AsTask();
        Assert.False(second.IsCompleted);
        first.Dispose();
        Assert.Same(first.Connection, (await second).Connection);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        var pool = Pool("maxPoolSize=1");
        using var end = new CancellationTokenSource();
        var first = await pool.RentAsync(default);
        var second = pool.RentAsync(end.Token).AsTask();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await pool.RentAsync(default)).Dispose();
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public async Task Connections_that_were_not_used_for_long_are_closed()
    {
        var time = new SteppedTime();
        var pool = Pool("maxIdleTimeMS=60000", time);
        (await pool.RentAsync(default)).Dispose();
        time.Step(TimeSpan.FromSeconds(59));
        (await pool.RentAsync(default)).Dispose();
        Assert.Equal(1, _server.Members[0].Accepted);
        time.Step(TimeSpan.FromSeconds(61));
        (await pool.RentAsync(default)).Dispose();
        Assert.Equal(2, _server.Members[0].Accepted);
    }

    [Fact]
    public async Task After_a_failure_no_older_connection_is_used()
    {
        var pool = Pool("");
        var (lent, idle) = (await pool.RentAsync(default), await pool.RentAsync(default));
        idle.Dispose();
        pool.Clear();
        Assert.True(idle.Connection.IsBroken);
        lent.Dispose();
        Assert.True(lent.Connection.IsBroken);
        using var next = await pool.RentAsync(default);
        Assert.False(next.Connection.IsBroken);
        Assert.Equal(3, _server.Members[0].Accepted);
    }

    [Fact]
    public async Task Connections_are_made_in_advance_where_that_is_asked_for()
    {
        var pool = Pool("minPoolSize=3");
        await pool.MaintainAsync(default);
        Assert.Equal((3, 3), (pool.IdleCount, _server.Members[0].Accepted));
    }

    [Fact]
    public async Task A_command_that_is_given_up_closes_its_connection_and_the_pool_goes_on()
    {
        await using var client = new TestClient(_server, "maxPoolSize=1");
        await client.PingAsync();
        _server.Fault("ping", new DoubleFault.Silence());
        using var end = new CancellationTokenSource(100);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PingAsync(end.Token));

        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
    }

    [Fact]
    public async Task A_reply_that_does_not_come_ends_at_the_time_out()
    {
        await using var client = new TestClient(_server, "socketTimeoutMS=200&maxPoolSize=1");
        await client.PingAsync();
        _server.Fault("ping", new DoubleFault.Silence());

        Assert.True((await Assert.ThrowsAsync<MongoConnectionException>(() => client.PingAsync())).IsTimeout);
        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
    }

    public async ValueTask DisposeAsync()
    {
        _pool?.Dispose();
        await _server.DisposeAsync();
    }

    private ConnectionPool Pool(string options, TimeProvider? time = null)
    {
        var settings = ConnectionString.Parse(_server.Connect(options));
        return _pool = new(settings.Hosts[0], settings, new Connector(settings, time ?? TimeProvider.System), time ?? TimeProvider.System);
    }

    /// <summary>The system's clock, ahead by what it was moved.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private long _ahead;

        public void Step(TimeSpan time) => _ahead += (long)(time.TotalSeconds * TimestampFrequency);

        public override long GetTimestamp() => base.GetTimestamp() + _ahead;
    }
}
