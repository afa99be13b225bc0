using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Tests.Serving;

/// <summary>What the official client cannot ask, since its numbers are those of JavaScript, and what depends on indexes.</summary>
public sealed class SemanticsTests : IAsyncLifetime
{
    private QdrantServer _server = null!;
    private TestClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await QdrantServer.StartAsync();
        _client = new(_server);
        await _client.ResultAsync("PUT", "collections/c", """{"vectors":{}}""");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Ids_have_64_bits_and_numbers_come_before_uuids()
    {
        await PutAsync("""{"id":18446744073709551615,"vector":{}}""", """{"id":"00000000-0000-0000-0000-000000000001","vector":{}}""",
            """{"id":"FFFFFFFF00000000000000000000000a","vector":{}}""", """{"id":9007199254740993,"vector":{}}""", """{"id":0,"vector":{}}""");

        Assert.Equal(
            ["0", "9007199254740993", "18446744073709551615", "00000000-0000-0000-0000-000000000001", "ffffffff-0000-0000-0000-00000000000a"], await _client.IdsAsync("{}"));
        Assert.Equal(18446744073709551615UL, (await _client.ResultAsync("GET", "collections/c/points/18446744073709551615")).GetProperty("id").GetUInt64());
        Assert.Equal((404, "Not found: Point with id 5 does not exists!"), await _client.FailAsync("GET", "collections/c/points/5"));
    }

    [Fact]
    public async Task Numbers_keep_their_kind()
    {
        await PutAsync("""{"id":1,"vector":{},"payload":{"n":9223372036854775807}}""", """{"id":2,"vector":{},"payload":{"n":18446744073709551615}}""",
            """{"id":3,"vector":{},"payload":{"n":1.0}}""", """{"id":4,"vector":{},"payload":{"n":1}}""", """{"id":5,"vector":{},"payload":{"n":"1"}}""");

        Assert.Equal(["1"], await _client.IdsAsync("""{"must":{"key":"n","match":{"value":9223372036854775807}}}"""));
        Assert.Equal(["4"], await _client.IdsAsync("""{"must":{"key":"n","match":{"value":1}}}"""));
        Assert.Equal(["3", "4"], await _client.IdsAsync("""{"must":{"key":"n","range":{"gte":1,"lte":1}}}"""));
        Assert.Equal(["5"], await _client.IdsAsync("""{"must":{"key":"n","match":{"value":"1"}}}"""));
        Assert.Equal(400, (await _client.FailAsync("POST", "collections/c/points/count", """{"filter":{"must":{"key":"n","match":{"value":18446744073709551615}}}}""")).Status);
        Assert.Equal("18446744073709551615", (await _client.ResultAsync("GET", "collections/c/points/2")).GetProperty("payload").GetProperty("n").GetRawText());
    }

    [Fact]
    public async Task An_index_of_integers_cuts_the_bounds_of_a_range()
    {
        await PutAsync("""{"id":1,"vector":{},"payload":{"n":1}}""", """{"id":2,"vector":{},"payload":{"n":1.25}}""");
        const string Range = """{"must":{"key":"n","range":{"lt":1.5}}}""";
        Assert.Equal(["1", "2"], await _client.IdsAsync(Range));

        await _client.ResultAsync("PUT", "collections/c/index?wait=true", """{"field_name":"n","field_schema":"integer"}""");
        Assert.Empty(await _client.IdsAsync(Range));

        await _client.ResultAsync("PUT", "collections/c/index?wait=true", """{"field_name":"n","field_schema":"float"}""");
        Assert.Equal(["1", "2"], await _client.IdsAsync(Range));
    }

    [Fact]
    public async Task A_uuid_is_found_in_any_writing_by_an_index_of_uuids_only()
    {
        await PutAsync("""{"id":1,"vector":{},"payload":{"u":"5c56c793-69f3-4fbf-87e6-c4bf54c28c26"}}""");
        const string Match = """{"must":{"key":"u","match":{"value":"5C56C79369F34FBF87E6C4BF54C28C26"}}}""";
        Assert.Empty(await _client.IdsAsync(Match));

        await _client.ResultAsync("PUT", "collections/c/index?wait=true", """{"field_name":"u","field_schema":"uuid"}""");
        Assert.Equal(["1"], await _client.IdsAsync(Match));
    }

    [Fact]
    public async Task Strict_mode_wants_an_index_on_what_is_filtered()
    {
        await _client.ResultAsync("PATCH", "collections/c", """{"strict_mode_config":{"enabled":true,"unindexed_filtering_retrieve":false,"unindexed_filtering_update":false,"max_query_limit":1000}}""");
        const string Filter = """{"filter":{"must":[{"should":[{"key":"role","match":{"value":"a"}}]}]}}""";

        var (status, error) = await _client.FailAsync("POST", "collections/c/points/count", Filter);
        Assert.Equal(400, status);
        Assert.StartsWith("Bad request: Index required but not found for \"role\"", error, StringComparison.Ordinal);
        Assert.Equal(400, (await _client.FailAsync("POST", "collections/c/points/delete?wait=true", Filter)).Status);
        Assert.Equal(400, (await _client.FailAsync("POST", "collections/c/points/scroll", """{"limit":1001}""")).Status);

        await _client.ResultAsync("PUT", "collections/c/index?wait=true", """{"field_name":"role","field_schema":"keyword"}""");
        await _client.ResultAsync("POST", "collections/c/points/count", Filter);
    }

    [Fact]
    public async Task What_is_not_waited_for_is_not_seen_by_the_next_question()
    {
        Assert.Equal("acknowledged", (await _client.ResultAsync("PUT", "collections/c/points", """{"points":[{"id":1,"vector":{}}]}""")).GetProperty("status").GetString());

        Assert.Empty(await _client.IdsAsync("{}"));
        Assert.Equal(["1"], await _client.IdsAsync("{}"));
    }

    [Fact]
    public async Task A_change_that_is_waited_for_comes_behind_those_before_it()
    {
        await _client.ResultAsync("PUT", "collections/c/points", """{"points":[{"id":1,"vector":{}}]}""");
        await PutAsync("""{"id":2,"vector":{}}""");

        Assert.Equal(["1", "2"], await _client.IdsAsync("{}"));
    }

    [Theory]
    [InlineData("""{"points":[{"id":1,"vector":{}}""", 400)]
    [InlineData("""{"points":[{"id":1}]}""", 400)]
    [InlineData("""{"points":[{"id":-1,"vector":{}}]}""", 400)]
    [InlineData("""{"points":[{"id":1.0,"vector":{}}]}""", 400)]
    [InlineData("""{"points":[{"id":1,"vector":{},"payload":[]}]}""", 400)]
    [InlineData("""{"points":[{"id":1,"vector":{},"payload":{"a":"\ud800"}}]}""", 400)]
    [InlineData("""{"points":[{"id":1,"vector":{"v":[1]}}]}""", 400)]
    [InlineData("", 400)]
    public async Task A_body_of_another_shape_is_a_bad_request(string body, int expected) =>
        Assert.Equal(expected, (await _client.FailAsync("PUT", "collections/c/points?wait=true", body)).Status);

    [Theory]
    [InlineData("wait=yes", 400)]
    [InlineData("wait=true&ordering=firm", 400)]
    [InlineData("wait=true&timeout=0", 422)]
    public async Task Parameters_are_looked_at(string query, int expected) =>
        Assert.Equal(expected, (await _client.FailAsync("PUT", $"collections/c/points?{query}", """{"points":[]}""")).Status);

    [Theory]
    [InlineData("""{"vectors":{"size":0,"distance":"Dot"}}""", 400)]
    [InlineData("""{"vectors":{"size":65537,"distance":"Dot"}}""", 422)]
    [InlineData("""{"vectors":{"size":4,"distance":"cosine"}}""", 400)]
    [InlineData("""{"vectors":{"size":4,"distance":"Dot"},"hnsw_config":{"ef_construct":0}}""", 422)]
    [InlineData("""{"vectors":{"size":4,"distance":"Dot"},"shard_number":0}""", 422)]
    [InlineData("""{"sparse_vectors":{"s":{"modifier":"bm25"}}}""", 400)]
    public async Task Settings_out_of_range_are_refused(string body, int expected) =>
        Assert.Equal(expected, (await _client.FailAsync("PUT", "collections/other", body)).Status);

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%3Ab")]
    public async Task A_name_with_such_characters_is_refused(string name) =>
        Assert.Equal(422, (await _client.FailAsync("PUT", $"collections/{name}", """{"vectors":{}}""")).Status);

    private Task<System.Text.Json.JsonElement> PutAsync(params string[] points) => _client.ResultAsync("PUT", "collections/c/points?wait=true", $$"""{"points":[{{string.Join(',', points)}}]}""");
}
