using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Pool;

/// <summary>A connection that is lent until this is disposed of.</summary>
internal sealed class ConnectionLoan(ConnectionPool pool, MongoConnection connection, int generation) : IDisposable
{
    private bool _isReturned;

    public MongoConnection Connection { get; } = connection;

    /// <summary>Which of the pool's generations the connection is of.</summary>
    public int Generation { get; } = generation;

    public void Dispose()
    {
        if (_isReturned) return;
        _isReturned = true;
        pool.Return(Connection, Generation);
    }
}
