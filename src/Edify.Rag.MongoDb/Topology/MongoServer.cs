using Edify.Rag.MongoDb.Pool;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>A server with its connections, and the one that watches it.</summary>
internal sealed class MongoServer(MongoAddress address, ConnectionPool pool, ServerMonitor monitor) : IAsyncDisposable
{
    public MongoAddress Address { get; } = address;

    public ConnectionPool Pool { get; } = pool;

    public ServerMonitor Monitor { get; } = monitor;

    public async ValueTask DisposeAsync()
    {
        await Monitor.DisposeAsync().ConfigureAwait(false);
        Pool.Dispose();
    }
}
