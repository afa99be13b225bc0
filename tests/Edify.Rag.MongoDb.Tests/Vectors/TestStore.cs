using System.Collections.Concurrent;
using Edify.Rag.MongoDb.Client;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;
using Edify.Rag.MongoDb.Vectors;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Tests.Vectors;

/// <summary>A store over a double, with a client of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Name = "school";
    public const int Dimension = 4;

    private readonly MongoClient _client;

    public TestStore(MongoDouble server, Action<MongoDbOptions>? configure = null, string connection = "serverSelectionTimeoutMS=5000")
        : this(server.Connect(connection), configure)
    {
    }

    public TestStore(string connectionString, Action<MongoDbOptions>? configure = null)
    {
        var options = new MongoDbOptions { ConnectionString = connectionString };
        configure?.Invoke(options);
        _client = new(connectionString, TimeProvider.System, Logs);
        Store = new(new(_client, "test", _client.Location, options.CommandTimeout, TimeProvider.System), options, TimeProvider.System, Logs);
    }

    public MongoDbVectorStore Store { get; }

    public TestLog Logs { get; } = new();

    public static CollectionDefinition Definition(params (string Name, FieldKind Kind)[] fields) =>
        new(Name, Dimension, "test:1", fields.Append((RagFields.Tenant, FieldKind.Text)).ToDictionary(f => f.Item1, f => f.Item2));

    public static AccessScope Scope { get; } = AccessScope.ForSystem("t", "tests");

    public static VectorRecord Record(int id, params (string Name, FieldValue Value)[] fields) => new(
        IdOf(id), $"text {id}", fields.Append((RagFields.Tenant, "t")).ToDictionary(f => f.Item1, f => f.Item2)) { Vector = Unit(id) };

    public static Guid IdOf(int id) => new(id, 0, 0, new byte[8]);

    public static float[] Unit(int seed)
    {
        var random = new Random(seed);
        var vector = Enumerable.Range(0, Dimension).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }

    public async Task<List<VectorMatch>> SearchAsync(VectorQuery query, string collection = Name, AccessScope? scope = null)
    {
        var found = new List<VectorMatch>();
        await foreach (var match in Store.SearchAsync(collection, query, scope ?? Scope)) found.Add(match);
        return found;
    }

    public async Task<List<VectorRecord>> ScanAsync(ScanOptions? options = null, string collection = Name)
    {
        var found = new List<VectorRecord>();
        await foreach (var record in Store.ScanAsync(collection, Scope, options)) found.Add(record);
        return found;
    }

    /// <summary>The documents that a collection of the database holds.</summary>
    public static List<MongoDocument> Stored(MongoDouble server, string kind) =>
        server.Locked(data => data.Collections("test").Where(c => c.EndsWith(kind, StringComparison.Ordinal)).SelectMany(c => data.Find("test", c)!.Documents).ToList());

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}

/// <summary>Keeps what was logged.</summary>
internal sealed class TestLog : ILogger<MongoDbVectorStore>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");
}
