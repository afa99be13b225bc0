using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.Qdrant.Server.Serving;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Edify.Rag.EndToEnd.Tests.Houses;

/// <summary>A place where a pipeline keeps its vectors; the ledger lies in a directory of its own.</summary>
internal sealed class House : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string Postgres = "PostgreSQL";
    public const string Qdrant = "Qdrant";
    public const string MongoDb = "MongoDB";
    public const string Atlas = "MongoDB Atlas";

    private readonly TemporaryDirectory _state = new();
    private readonly Action<IRagBuilder> _choose;
    private readonly Func<ValueTask> _clear;

    private House(Action<IRagBuilder> choose, Func<ValueTask> clear) => (_choose, _clear) = (choose, clear);

    public static async Task<House> BuildAsync(string engine)
    {
        switch (engine)
        {
            case Embedded:
                return new(static _ => { }, static () => ValueTask.CompletedTask);
            case Postgres:
                var (connection, schema) = (TestServers.Postgres, $"test_{Guid.NewGuid():n}");
                return new(rag => rag.UsePostgresVectors(o => (o.ConnectionString, o.Schema) = (connection, schema)), () => DropAsync(connection, schema));
            case Qdrant:
                var qdrant = await QdrantServer.StartAsync();
                return new(rag => rag.UseQdrant(o => o.Endpoint = qdrant.Address), qdrant.DisposeAsync);
            case MongoDb or Atlas:
                var mongo = new MongoDouble(new() { HasSearch = engine == Atlas });
                return new(rag => rag.UseMongoDb(o => o.ConnectionString = mongo.ConnectionString), mongo.DisposeAsync);
            default:
                throw new ArgumentException($"There is no house '{engine}'.", nameof(engine));
        }
    }

    /// <summary>A program that works there, with vectors of so many dimensions.</summary>
    public ServiceProvider Open(string content, int dimensions, Action<IRagBuilder>? configure = null) => new ServiceCollection()
        .AddEdifyRag(rag =>
        {
            rag.UseFolder(o => o.Path = content).UseStateDirectory(_state.Path).UseHashingEmbeddings(o => o.Dimensions = dimensions);
            _choose(rag);
            configure?.Invoke(rag);
        })
        .BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        await _clear();
        _state.Dispose();
    }

    private static async ValueTask DropAsync(string connectionString, string schema)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS \"{schema}\" CASCADE", connection);
        await command.ExecuteNonQueryAsync();
    }
}
