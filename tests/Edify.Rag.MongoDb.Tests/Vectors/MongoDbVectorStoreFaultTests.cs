using System.Net;
using Edify.Rag.Conformance;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Vectors;

namespace Edify.Rag.MongoDb.Tests.Vectors;

/// <summary>The store while connections break; each record is written as a whole, and a batch is not.</summary>
public sealed class MongoDbVectorStoreFaultTests : VectorStoreFaultSuite
{
    private const string Password = "chalk-and-cheese";
    private const string Options = "directConnection=true&serverSelectionTimeoutMS=2000&connectTimeoutMS=1500&socketTimeoutMS=2000&heartbeatFrequencyMS=500&maxPoolSize=12";

    private readonly MongoDouble _server = new(new() { Members = 1, User = "teacher", Password = Password });
    private readonly Dictionary<IVectorStore, TestStore> _stores = [];
    private readonly TemporaryDirectory _directory = new();

    protected override DnsEndPoint Server => new("127.0.0.1", _server.Members[0].Port);

    protected override bool WritesBatchesWhole => false;

    protected override IReadOnlyList<string> Secrets => [Password];

    protected override ValueTask<IVectorStore> ConnectAsync(DnsEndPoint through) => new(Open(through, Options));

    protected override async ValueTask<IVectorStore?> ConnectByTlsAsync(DnsEndPoint through, string authority)
    {
        var file = _directory["authority.pem"];
        await File.WriteAllTextAsync(file, authority);
        return Open(through, $"{Options}&tlsCAFile={Uri.EscapeDataString(file)}");
    }

    protected override ValueTask DisposeStoreAsync(IVectorStore store) => _stores[store].DisposeAsync();

    protected override async ValueTask DeleteDataAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    private MongoDbVectorStore Open(DnsEndPoint through, string options)
    {
        var made = new TestStore($"mongodb://teacher:{Password}@{through.Host}:{through.Port}/?{options}", o => o.CommandTimeout = TimeSpan.FromSeconds(2));
        _stores.Add(made.Store, made);
        return made.Store;
    }
}
