using System.Net;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.MongoDb.Server.Serving;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>The store over MongoDB's protocol, on the test double with a search engine beside it, as in Atlas.</summary>
internal static class MongoFigures
{
    public const string Work = "mongo-double";

    private const int Mongo8 = 25;

    public static async IAsyncEnumerable<Figure> RunAsync(VectorCorpus corpus)
    {
        await using var server = await DoubleProcess.StartAsync(Work);
        var address = IPEndPoint.Parse(server.Address);
        await foreach (var figure in EngineOverhead.RunAsync("MongoDB", address, StoreAt, WireProtocol.Mongo, corpus)) yield return figure;
        await using var subject = StoreAt(address);
        yield return await AccessFigures.RunAsync(subject);
    }

    public static async Task ServeAsync()
    {
        await using var server = new MongoDouble(new() { HasSearch = true, WireVersion = Mongo8 });
        await DoubleProcess.ServeAsync(server.Members[0].Address);
    }

    // One server and no other: what is tapped must not find a way around.
    private static StoreSubject StoreAt(IPEndPoint address) =>
        StoreSubject.Of("MongoDB (double)", rag => rag.UseMongoDb(o => o.ConnectionString = $"mongodb://{address}/?directConnection=true"));
}
