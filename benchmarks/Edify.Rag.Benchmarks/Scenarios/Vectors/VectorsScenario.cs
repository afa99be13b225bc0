using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Scenarios.Storage;
using Edify.Rag.Benchmarks.Scenarios.Vectors.Bson;
using Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;
using Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>The vector stores: what they cost above the engine below them, and that none shows what a scope does not admit.</summary>
internal sealed class VectorsScenario : Scenario
{
    private const double DoubleScale = 0.02;

    public override string Name => "vectors";

    public override string Description =>
        "Vector stores, each beside the bare engine in the same run: 100,000 records of 384 dimensions with texts of 80 to 160 words loaded and searched, embedded and in PostgreSQL with pgvector; Qdrant and MongoDB on test doubles; BSON beside System.Text.Json; random principals, none of whom sees what their scope does not admit.";

    public override bool HasScale => true;

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in BsonFigures.RunAsync(scale)) yield return figure;
        var corpus = new VectorCorpus(scale);
        await foreach (var figure in EmbeddedAsync(corpus)) yield return figure;
        await foreach (var figure in PostgresAsync(corpus)) yield return figure;

        // Not more than a double compares in the milliseconds that a server takes.
        var small = new VectorCorpus(DoubleScale * Math.Min(1, scale));
        await foreach (var figure in QdrantFigures.RunAsync(small)) yield return figure;
        await foreach (var figure in MongoFigures.RunAsync(small)) yield return figure;
    }

    private static async IAsyncEnumerable<Figure> EmbeddedAsync(VectorCorpus corpus)
    {
        await using var subject = StoreSubject.Embedded();
        await foreach (var figure in EmbeddedFigures.RunAsync(subject, corpus)) yield return figure;
        yield return await AccessFigures.RunAsync(subject);
    }

    private static async IAsyncEnumerable<Figure> PostgresAsync(VectorCorpus corpus)
    {
        await using var servers = await MeasuredServers.StartAsync(Server.Postgres);
        await using var schema = new MeasuredSchema(servers[Server.Postgres]);
        await foreach (var figure in BulkLoad.RunAsync(schema, corpus)) yield return figure;
        await foreach (var figure in SearchOverhead.RunAsync(schema, corpus)) yield return figure;
        await using var subject = schema.Store();
        yield return await AccessFigures.RunAsync(subject);
    }
}
