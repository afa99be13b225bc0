using System.Net;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>The store over Qdrant's REST API, on the test double.</summary>
internal static class QdrantFigures
{
    public const string Work = "qdrant-double";

    public static async IAsyncEnumerable<Figure> RunAsync(VectorCorpus corpus)
    {
        await using var server = await DoubleProcess.StartAsync(Work);
        var address = IPEndPoint.Parse(server.Address);
        await foreach (var figure in EngineOverhead.RunAsync("Qdrant", address, StoreAt, WireProtocol.Http, corpus)) yield return figure;
        await using var subject = StoreAt(address);
        yield return await AccessFigures.RunAsync(subject);
    }

    public static async Task ServeAsync()
    {
        await using var server = await QdrantServer.StartAsync();
        await DoubleProcess.ServeAsync(server.Address.Authority);
    }

    private static StoreSubject StoreAt(IPEndPoint address) => StoreSubject.Of("Qdrant (double)", rag => rag.UseQdrant(o => o.Endpoint = new($"http://{address}")));
}
