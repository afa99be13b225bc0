using Edify.Rag.MongoDb.Client;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.MongoDb.Tests.Client;

/// <summary>A client of a double, with commands as documents.</summary>
internal sealed class TestClient(string connectionString, TimeProvider? time = null) : IAsyncDisposable
{
    public const string Database = "school";

    public TestClient(MongoDouble server, string options = "") : this(server.Connect(options))
    {
    }

    public MongoClient Client { get; } = new(connectionString, time ?? TimeProvider.System, NullLogger.Instance);

    public async Task<MongoDocument> RunAsync(MongoDocument command, CancellationToken cancellationToken = default) =>
        MongoText.Read((await Client.RunAsync(Database, MongoText.Write(command), cancellationToken)).Span);

    public Task<MongoDocument> InsertAsync(int id) =>
        RunAsync(new(("insert", "items"), ("documents", new List<object?> { new MongoDocument(("_id", id)) })));

    public async Task<int> CountAsync() => (int)(await RunAsync(new(("count", "items"), ("query", new MongoDocument()))))["n"]!;

    public Task<MongoDocument> PingAsync(CancellationToken cancellationToken = default) => RunAsync(new(("ping", 1)), cancellationToken);

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
