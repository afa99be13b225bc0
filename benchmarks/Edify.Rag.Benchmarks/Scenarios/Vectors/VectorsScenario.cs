using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Scenarios.Storage;
using Edify.Rag.Benchmarks.Scenarios.Vectors.Bson;
using Edify.Rag.Benchmarks.Scenarios.Vectors.Postgres;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>The vector stores: what they cost above the engine below them, and that none shows what a scope does not admit.</summary>
internal sealed class VectorsScenario : Scenario
{
    public override string Name => "vectors";

    public override string Description =>
        "Vector stores, each beside the bare engine in the same run: 100,000 records of 384 dimensions with texts of 120 words loaded and searched, embedded and in PostgreSQL with pgvector; BSON beside System.Text.Json; random principals, none of whom sees what their scope does not admit.";

    public override bool HasScale => true;

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        await foreach (var figure in BsonFigures.RunAsync(scale)) yield return figure;
        var corpus = new VectorCorpus(scale);
        await foreach (var figure in EmbeddedAsync(corpus, scale)) yield return figure;
        await foreach (var figure in PostgresAsync(corpus, scale)) yield return figure;
    }

    private static async IAsyncEnumerable<Figure> EmbeddedAsync(VectorCorpus corpus, double scale)
    {
        await using var subject = StoreSubject.Embedded();
        await foreach (var figure in EmbeddedFigures.RunAsync(subject, corpus)) yield return figure;
        yield return await AccessPairs.RunAsync(subject, scale);
    }

    private static async IAsyncEnumerable<Figure> PostgresAsync(VectorCorpus corpus, double scale)
    {
        await using var servers = await MeasuredServers.StartAsync(Server.Postgres);
        await using var schema = new MeasuredSchema(servers[Server.Postgres]);
        await foreach (var figure in BulkLoad.RunAsync(schema, corpus)) yield return figure;
        await foreach (var figure in SearchOverhead.RunAsync(schema, corpus)) yield return figure;
        await using var subject = schema.Store();
        yield return await AccessPairs.RunAsync(subject, scale);
    }
}
