using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.Postgres.Vectors;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Vectors.Searching;

/// <summary>Collections that have grown beyond comparing every vector.</summary>
[Trait("Needs", "postgres")]
public sealed class IndexedSearchTests : IAsyncLifetime
{
    private const int Dimension = 32;
    private const int Count = 4_000;
    private const int Queries = 25;

    // The planner would rather compare 4,000 vectors than ask the index; these leave it the index alone, as millions would.
    private const string LikeALargeTable = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off";

    private readonly TestSchema _schema = new();
    private readonly Random _random = new(1);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task A_filter_that_admits_one_in_a_hundred_keeps_its_recall()
    {
        var (store, records) = await GrownAsync(o => o.Vectors.EfSearch = 40);
        var few = records.Where(r => r.Fields["sort"] == "rare").ToList();

        var recall = await RecallAsync(store, few, VectorFilter.Equal("sort", "rare"));
        var bare = await BareRecallAsync();

        Assert.True(recall >= 0.97, $"Recall is {recall:P1}.");
        Assert.True(bare < 0.3, $"Without scanning on, pgvector itself finds {bare:P1}: the test shows nothing.");

        // What pgvector finds by its index when it is asked in the plainest way.
        async Task<double> BareRecallAsync()
        {
            var found = 0.0;
            for (var i = 0; i < Queries; i++)
            {
                var vector = string.Join(',', VectorsOf.Unit(_random, Dimension).Select(x => x.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
                var rows = await _schema.RunAsync($"""
                    SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET hnsw.iterative_scan = off;
                    SELECT count(*) FROM (SELECT id FROM {"{schema}"}.vectors_1 WHERE fields -> 'sort' ? 'rare' ORDER BY embedding <=> '[{vector}]' LIMIT 10) AS found
                    """);
                found += (long)rows! / 10.0;
            }

            return found / Queries;
        }
    }

    [Fact]
    public async Task All_that_a_filter_admits_is_found_when_the_index_gives_up()
    {
        var (store, records) = await GrownAsync(o => (o.Vectors.EfSearch, o.Vectors.MaxScanTuples) = (10, 1));
        var few = records.Where(r => r.Fields["sort"] == "rare").ToList();

        foreach (var text in new[] { null, "schools" })
        {
            var found = await store.FindAsync(new() { Vector = VectorsOf.Unit(_random, Dimension), Text = text, Limit = 200, Filter = VectorFilter.Equal("sort", "rare") });
            Assert.Equal(few.Select(r => r.Id).Order(), found.Select(m => m.Record.Id).Order());
        }
    }

    [Fact]
    public async Task A_search_without_a_filter_goes_by_the_index_and_finds_nearly_all()
    {
        var (store, records) = await GrownAsync();

        var recall = await RecallAsync(store, records, VectorFilter.All);

        Assert.True(recall >= 0.9, $"Recall is {recall:P1}.");
        Assert.Contains("vectors_1_hnsw", await PlanAsync(), StringComparison.Ordinal);

        async Task<string> PlanAsync()
        {
            await using var connection = new NpgsqlConnection(_schema.ConnectionString);
            await connection.OpenAsync();
            await using var set = new NpgsqlCommand($"SET search_path = \"{_schema.Name}\", public; {string.Concat(LikeALargeTable.Split("-c ", StringSplitOptions.RemoveEmptyEntries).Select(s => $"SET {s}; "))}", connection);
            await set.ExecuteNonQueryAsync();
            await using var explain = new NpgsqlCommand("EXPLAIN SELECT id FROM vectors_1 ORDER BY embedding <=> $1::real[]::vector LIMIT 10", connection);
            explain.Parameters.Add(new NpgsqlParameter<float[]> { TypedValue = VectorsOf.Unit(_random, Dimension) });
            await using var reader = await explain.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
            return string.Join('\n', lines);
        }
    }

    [Fact]
    public async Task Similarities_and_their_order_are_those_of_the_vectors()
    {
        var (store, records) = await GrownAsync();
        var wanted = VectorsOf.Unit(_random, Dimension);
        var vectors = records.ToDictionary(r => r.Id, r => r.Vector.ToArray());

        var found = await store.FindAsync(new() { Vector = wanted, Limit = 100 });

        Assert.Equal(100, found.Count);
        Assert.All(found, m => Assert.Equal(vectors[m.Record.Id].Zip(wanted, (a, b) => (double)a * b).Sum(), m.Similarity!.Value, 1e-5));
        Assert.Equal(found.Select(m => m.Score).OrderDescending(), found.Select(m => m.Score));
    }

    [Fact]
    public async Task Nothing_outside_a_scope_comes_by_the_index()
    {
        var (store, records) = await GrownAsync();
        var scope = AccessScope.For(new("u", VectorsOf.Tenant), VectorFilter.Equal("half", "left"));
        var left = records.Where(r => r.Fields["half"] == "left").Select(r => r.Id).ToHashSet();

        for (var i = 0; i < Queries; i++)
        {
            foreach (var text in new[] { null, "schools" })
            {
                var found = await store.FindAsync(new() { Vector = VectorsOf.Unit(_random, Dimension), Text = text, Limit = 50 }, scope);
                Assert.Equal(50, found.Count);
                Assert.All(found, m => Assert.Contains(m.Record.Id, left));
            }
        }
    }

    [Fact]
    public async Task An_index_that_was_left_unfinished_is_made_anew()
    {
        var (store, _) = await GrownAsync();
        await _schema.RunAsync("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{schema}.vectors_1_hnsw'::regclass");

        await store.EnsureCollectionAsync(VectorsOf.Definition(Dimension));

        Assert.Equal(true, await _schema.RunAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = '{schema}.vectors_1_hnsw'::regclass"));
    }

    private async Task<(PostgresVectorStore Store, List<VectorRecord> Records)> GrownAsync(Action<PostgresOptions>? configure = null)
    {
        var store = _schema.Vectors(o =>
        {
            o.ConnectionString = new NpgsqlConnectionStringBuilder(o.ConnectionString) { Options = LikeALargeTable }.ConnectionString;
            o.Vectors.IndexFrom = 1_000;
            configure?.Invoke(o);
        });
        await store.EnsureCollectionAsync(VectorsOf.Definition(Dimension));
        var records = VectorsOf.Records(_random, Count, Dimension, i => [("sort", i % 100 == 0 ? "rare" : "common"), ("half", i % 2 == 0 ? "left" : "right")]);
        await store.UpsertAsync(VectorsOf.Name, records);
        Assert.Equal(true, await _schema.RunAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = '{schema}.vectors_1_hnsw'::regclass"));
        return (store, records);
    }

    private async Task<double> RecallAsync(PostgresVectorStore store, List<VectorRecord> admitted, VectorFilter filter)
    {
        var found = 0.0;
        for (var i = 0; i < Queries; i++)
        {
            var wanted = VectorsOf.Unit(_random, Dimension);
            var matches = await store.FindAsync(new() { Vector = wanted, Limit = 10, Filter = filter });
            Assert.Equal(10, matches.Count);
            found += matches.Select(m => m.Record.Id).Intersect(VectorsOf.Nearest(admitted, wanted, 10)).Count() / 10.0;
        }

        return found / Queries;
    }
}
