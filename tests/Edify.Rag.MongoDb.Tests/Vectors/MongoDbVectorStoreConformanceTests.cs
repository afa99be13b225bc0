using Edify.Rag.Conformance;
using Edify.Rag.MongoDb.Server.Serving;

namespace Edify.Rag.MongoDb.Tests.Vectors;

/// <summary>The suite on a server of a kind, with vectors of a form; stores of one test share the server.</summary>
public abstract class MongoDbVectorStoreTests : VectorStoreSuite
{
    private readonly Dictionary<IVectorStore, TestStore> _stores = [];
    private MongoDouble? _server;

    /// <summary>The wire version of the server; from 28 on it compares vectors itself.</summary>
    protected virtual int WireVersion => 21;

    /// <summary>Whether there is a search engine beside it.</summary>
    protected virtual bool HasSearch => false;

    /// <summary>How vectors are kept.</summary>
    protected virtual MongoDbVectorFormat Format => MongoDbVectorFormat.Array;

    protected override ValueTask<IVectorStore> CreateStoreAsync()
    {
        _server ??= new(new() { Members = 1, WireVersion = WireVersion, HasSearch = HasSearch });
        var made = new TestStore(_server, o => (o.VectorFormat, o.Search) = (Format, HasSearch ? MongoDbSearchMode.Atlas : MongoDbSearchMode.Auto));
        _stores.Add(made.Store, made);
        return new(made.Store);
    }

    protected override async ValueTask DisposeStoreAsync(IVectorStore store)
    {
        await _stores[store].DisposeAsync();
        if (ReferenceEquals(store, Store)) await _server!.DisposeAsync();
    }
}

/// <summary>A server that has nothing but itself, and computes with arrays.</summary>
public sealed class MongoDbVectorStoreConformanceTests : MongoDbVectorStoreTests;

/// <summary>A server that compares vectors by an operator.</summary>
public sealed class MongoDbVectorStoreThatComparesConformanceTests : MongoDbVectorStoreTests
{
    protected override int WireVersion => 28;
}

/// <summary>The same with vectors as binary data.</summary>
public sealed class MongoDbVectorStoreOfBinaryConformanceTests : MongoDbVectorStoreTests
{
    protected override int WireVersion => 28;

    protected override MongoDbVectorFormat Format => MongoDbVectorFormat.Binary;
}

/// <summary>A server with a search engine beside it.</summary>
public sealed class MongoDbVectorStoreWithSearchConformanceTests : MongoDbVectorStoreTests
{
    protected override bool HasSearch => true;
}

/// <summary>The same with vectors as binary data.</summary>
public sealed class MongoDbVectorStoreOfBinaryWithSearchConformanceTests : MongoDbVectorStoreTests
{
    protected override int WireVersion => 28;

    protected override bool HasSearch => true;

    protected override MongoDbVectorFormat Format => MongoDbVectorFormat.Binary;
}
