using System.Net;
using System.Text;
using System.Text.Json;
using Edify.Rag.Qdrant.Server.Serving;
using Edify.Rag.Qdrant.Tests.Support;
using Made = Edify.Rag.Qdrant.Tests.Support.Records;

namespace Edify.Rag.Qdrant.Tests.Collections;

public sealed class CollectionMakingTests
{
    private static readonly (string, FieldKind)[] Fields =
        [("subject", FieldKind.Text), ("roles", FieldKind.Texts), ("grade", FieldKind.Integer), ("weight", FieldKind.Number), ("public", FieldKind.Boolean), ("updated", FieldKind.Time)];

    [Fact]
    public async Task Every_declared_field_has_an_index_of_its_kind_and_the_tenant_is_marked()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        await qdrant.Store().EnsureCollectionAsync(Made.Definition(fields: Fields));

        var schema = (await AskAsync(qdrant, HttpMethod.Get, $"/collections/{Made.Name}")).GetProperty("result").GetProperty("payload_schema");
        Assert.Equal(
            ["flag_public bool", "number_grade float", "number_weight float", "terms integer", "text_roles keyword", "text_subject keyword", "text_tenant keyword", "time_updated datetime"],
            schema.EnumerateObject().Select(index => $"{index.Name} {index.Value.GetProperty("data_type").GetString()}").Order(StringComparer.Ordinal));
        Assert.True(schema.GetProperty("text_tenant").GetProperty("params").GetProperty("is_tenant").GetBoolean());
    }

    [Fact]
    public async Task Operators_are_told_where_it_is_and_which_fields_are_fast()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition(fields: Fields));
        await AskAsync(qdrant, HttpMethod.Delete, $"/collections/{Made.Name}/index/number_grade?wait=true");

        Assert.Equal(new VectorStoreMetadata("qdrant") { ServerAddress = "127.0.0.1", ServerPort = qdrant.Server.Address.Port }, store.Metadata);
        Assert.Equal(["public", "roles", "subject", "tenant", "updated", "weight"], (await store.GetIndexedFieldsAsync(Made.Name))!.Order(StringComparer.Ordinal));
        Assert.Null(await store.GetIndexedFieldsAsync("nobody"));
    }

    [Fact]
    public async Task What_options_say_is_passed_on()
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { KeepsExchanges = true });
        var store = qdrant.Store(o => o.Collections = new()
        {
            Shards = 2, Replicas = 3, WriteConsistency = 2, PayloadOnDisk = true, VectorsOnDisk = true, WordsOnDisk = true, HnswM = 0, TenantHnswM = 16,
            HnswEfConstruct = 200, HnswOnDisk = true, IndexingThreshold = 5_000, Quantization = QdrantQuantization.Scalar,
        });
        await store.EnsureCollectionAsync(Made.Definition());

        var created = qdrant.Server.Exchanges.Single(e => e.Method == "PUT" && e.Target == $"/collections/{Made.Name}");
        var body = JsonElement.Parse(created.RequestBody.Span);
        Assert.Equal((2, 3, 2), (body.GetProperty("shard_number").GetInt32(), body.GetProperty("replication_factor").GetInt32(), body.GetProperty("write_consistency_factor").GetInt32()));
        Assert.Equal("""{"m":0,"payload_m":16,"ef_construct":200,"on_disk":true}""", body.GetProperty("hnsw_config").GetRawText());
        Assert.Equal("""{"scalar":{"type":"int8","always_ram":true}}""", body.GetProperty("quantization_config").GetRawText());
        Assert.Equal("""{"words":{"modifier":"idf","index":{"on_disk":true}}}""", body.GetProperty("sparse_vectors").GetRawText());
        Assert.Equal("Cosine", body.GetProperty("vectors").EnumerateObject().Single().Value.GetProperty("distance").GetString());
    }

    [Theory]
    [InlineData(QdrantQuantization.Binary)]
    [InlineData(QdrantQuantization.Product)]
    public async Task Any_quantization_is_as_the_api_is_described(QdrantQuantization quantization)
    {
        await using var qdrant = await TestQdrant.StartAsync();
        await qdrant.Store(o => o.Collections.Quantization = quantization).EnsureCollectionAsync(Made.Definition());
        qdrant.AssertAsDescribed();
    }

    [Fact]
    public async Task Two_embedders_that_make_a_collection_at_once_do_not_both_have_it()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var attempts = Enumerable.Range(0, 12).Select(async i =>
        {
            var embedder = $"test:{i % 2}";
            try
            {
                await qdrant.Store().EnsureCollectionAsync(Made.Definition(embedder));
                return embedder;
            }
            catch (VectorStoreException)
            {
                return null;
            }
        });

        var winner = Assert.Single((await Task.WhenAll(attempts)).OfType<string>().Distinct());
        Assert.Equal(winner, (await qdrant.Store().GetCollectionAsync(Made.Name))!.Embedder);
    }

    [Theory]
    [InlineData("/collections/documents/index")]
    [InlineData("/collections/documents/points")]
    public async Task What_was_interrupted_is_gone_on_with(string at)
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store(o => o.MaxRetries = 0);
        qdrant.Server.Fault(new QdrantFault.Fail(500), when: (method, path) => method == "PUT" && path == at);
        await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(Made.Definition(fields: Fields)));

        Assert.Null(await store.GetCollectionAsync(Made.Name));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.CountAsync(Made.Name, Made.Everything));
        var other = await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(Made.Definition("other:1")));
        Assert.Contains("another embedder", other.Message, StringComparison.Ordinal);
        await store.EnsureCollectionAsync(Made.Definition(fields: Fields));
        await store.CheckAsync();
        Assert.Equal("test:1", (await store.GetCollectionAsync(Made.Name))!.Embedder);
    }

    [Fact]
    public async Task What_others_made_is_left_alone()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        await AskAsync(qdrant, HttpMethod.Put, $"/collections/{Made.Name}", """{"vectors":{"size":8,"distance":"Dot"}}""");
        var store = qdrant.Store();

        Assert.Contains("not made by", (await Assert.ThrowsAsync<VectorStoreException>(() => store.EnsureCollectionAsync(Made.Definition()))).Message, StringComparison.Ordinal);
        Assert.Contains("not made by", (await Assert.ThrowsAsync<VectorStoreException>(() => store.DropCollectionAsync(Made.Name))).Message, StringComparison.Ordinal);
        Assert.Null(await store.GetCollectionAsync(Made.Name));
        await store.CheckAsync();
    }

    [Fact]
    public async Task An_index_that_is_gone_is_found_by_the_check_and_made_again()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition(fields: Fields));
        await AskAsync(qdrant, HttpMethod.Delete, $"/collections/{Made.Name}/index/number_grade?wait=true");

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync());
        Assert.Equal((Made.Name, "check"), (error.Collection, error.Operation));
        Assert.Contains("number_grade", error.Message, StringComparison.Ordinal);
        await store.EnsureCollectionAsync(Made.Definition());
        await Assert.ThrowsAsync<VectorStoreException>(() => store.CheckAsync());
        await store.EnsureCollectionAsync(Made.Definition(fields: Fields));
        await store.CheckAsync();
    }

    [Fact]
    public async Task A_collection_that_was_made_anew_is_not_taken_for_the_one_that_was_remembered()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var (store, other) = (qdrant.Store(), qdrant.Store());
        await store.EnsureCollectionAsync(Made.Definition());
        await store.UpsertAsync(Made.Name, [Made.One(new(1))]);
        await other.DropCollectionAsync(Made.Name);
        await other.EnsureCollectionAsync(Made.Definition("test:2"));

        await store.UpsertAsync(Made.Name, [Made.One(new(1))]);
        Assert.Single(await other.FindAsync(new() { Vector = Made.One(new(1)).Vector, Text = "schools" }));
        await other.DropCollectionAsync(Made.Name);
        await other.EnsureCollectionAsync(Made.Definition("test:3", dimension: 4));
        Assert.Contains("4", (await Assert.ThrowsAsync<ArgumentException>(() => store.UpsertAsync(Made.Name, [Made.One(new(1))]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_tells_of_the_collection_is_no_record_and_survives_everything()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition());
        await store.UpsertAsync(Made.Name, [Made.One(new(1))]);

        Assert.Equal(1, await store.UpdateFieldsAsync(Made.Name, VectorFilter.All, new Dictionary<string, FieldValue> { ["x"] = 1L }));
        Assert.Equal(1, (await store.GetTermStatisticsAsync(Made.Name, ["school"])).Records);
        Assert.Equal(1, await store.DeleteAsync(Made.Name, !VectorFilter.Equal("nothing", "here")));
        Assert.Equal(0, await store.DeleteAsync(Made.Name, VectorFilter.All));
        Assert.Equal(("test:1", 0), ((await qdrant.Store().GetCollectionAsync(Made.Name))!.Embedder, (await store.MeasureCollectionAsync(Made.Name)).Records));
    }

    private static async Task<JsonElement> AskAsync(TestQdrant qdrant, HttpMethod method, string path, string? body = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(qdrant.Server.Address, path));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
    }
}
