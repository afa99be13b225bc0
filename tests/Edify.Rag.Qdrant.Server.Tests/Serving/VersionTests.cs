using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Tests.Serving;

/// <summary>What came with a version is not there before it.</summary>
public sealed class VersionTests
{
    private const string Points = """
        {"points":[
          {"id":1,"vector":{"text":[1,0],"terms":{"indices":[1],"values":[1]}},"payload":{"school":"a","n":1}},
          {"id":2,"vector":{"text":[0,1],"terms":{"indices":[1,2],"values":[1,1]}},"payload":{"school":"a","n":2}},
          {"id":3,"vector":{"text":[1,1],"terms":{"indices":[2],"values":[1]}},"payload":{"school":"b","n":3}}]}
        """;

    [Fact]
    public async Task Lists_are_weighed_since_1_17()
    {
        const string Body = """{"prefetch":[{"query":[1,0.1],"using":"text"},{"query":{"indices":[2],"values":[1]},"using":"terms","limit":1}],"query":{"rrf":{"k":2,"weights":[3,1]}}}""";

        // The first list is 1, 3, 2; the second only 2 or 3, of which 2 came first: 1 / ((rank + 1) / weight + k - 1).
        Assert.Equal([(1, 0.75), (2, 1), (3, 0.6)], Rounded(await ScoresAsync("1.17.0", Body)));
        Assert.Equal([(1, 0.5), (2, 0.75), (3, 0.3333)], Rounded(await ScoresAsync("1.16.0", Body)));
    }

    [Fact]
    public async Task Rare_is_what_is_rare_among_some_points_since_1_19()
    {
        const string Body = """{"query":{"indices":[1],"values":[1]},"using":"terms","params":{"idf":{"corpus":{"must":[{"key":"school","match":{"value":"b"}}]}}}}""";

        // Among the points of b none has the term, so it weighs ln((1 - 0 + 0.5) / (0 + 0.5) + 1); among all two of three have it.
        Assert.All(await ScoresAsync("1.19.0", Body), s => Assert.Equal(MathF.Log(4), s.Score, 1e-5f));
        Assert.All(await ScoresAsync("1.18.0", Body), s => Assert.Equal(MathF.Log((1.5f / 2.5f) + 1), s.Score, 1e-5f));
    }

    [Theory]
    [InlineData("1.17.0", "\"update_mode\":\"insert_only\"", 1, 4)]
    [InlineData("1.17.0", "\"update_mode\":\"update_only\"", 9, 3)]
    [InlineData("1.16.0", "\"update_mode\":\"insert_only\"", 9, 4)]
    [InlineData("1.16.0", "\"update_filter\":{\"must\":[{\"key\":\"n\",\"match\":{\"value\":2}}]}", 1, 4)]
    [InlineData("1.15.5", "\"update_filter\":{\"must\":[{\"key\":\"n\",\"match\":{\"value\":2}}]}", 9, 4)]
    public async Task Upserts_have_conditions(string version, string condition, int value, int count)
    {
        await using var server = await StartAsync(version);
        using var client = new TestClient(server);

        await client.ResultAsync("PUT", "collections/c/points?wait=true", $$$"""{"points":[{"id":1,"vector":{},"payload":{"n":9}},{"id":4,"vector":{}}],{{{condition}}}}""");

        Assert.Equal(value, (await client.ResultAsync("GET", "collections/c/points/1")).GetProperty("payload").GetProperty("n").GetInt32());
        Assert.Equal(count, (await client.IdsAsync("{}")).Length);
    }

    [Fact]
    public async Task Slices_hold_every_point_once()
    {
        await using var server = await StartAsync("1.19.0");
        using var client = new TestClient(server);
        var points = string.Join(',', Enumerable.Range(10, 90).Select(i => $$$"""{"id":{{{i}}},"vector":{}}"""));
        await client.ResultAsync("PUT", "collections/c/points?wait=true", $$"""{"points":[{{points}}]}""");

        var slices = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => client.IdsAsync($$$"""{"must":[{"slice":{"total":3,"index":{{{i}}}}}]}""")));

        Assert.All(slices, slice => Assert.NotEmpty(slice));
        Assert.Equal(await client.IdsAsync("{}"), slices.SelectMany(s => s).OrderBy(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1.15.5", """{"must":{"key":"school","match":{"text_any":"a"}}}""")]
    [InlineData("1.18.0", """{"must":{"key":"school","match":{"prefix":"a"}}}""")]
    [InlineData("1.18.0", """{"must":{"slice":{"total":2,"index":0}}}""")]
    public async Task Newer_conditions_are_refused(string version, string filter)
    {
        await using var server = await StartAsync(version);
        using var client = new TestClient(server);

        Assert.Equal(400, (await client.FailAsync("POST", "collections/c/points/count", $$"""{"filter":{{filter}}}""")).Status);
    }

    [Fact]
    public async Task Vectors_of_a_name_can_be_added_and_deleted_since_1_18()
    {
        await using var server = await StartAsync("1.18.0");
        using var client = new TestClient(server);
        await client.ResultAsync("PUT", "collections/c/vectors/more?wait=true", """{"dense":{"size":3,"distance":"Dot"}}""");
        await client.ResultAsync("PUT", "collections/c/points/vectors?wait=true", """{"points":[{"id":1,"vector":{"more":[1,2,3]}}]}""");
        Assert.Equal(["1"], await client.IdsAsync("""{"must":{"has_vector":"more"}}"""));

        await client.ResultAsync("DELETE", "collections/c/vectors/more?wait=true");

        Assert.Empty(await client.IdsAsync("""{"must":{"has_vector":"more"}}"""));
        Assert.Equal(400, (await client.FailAsync("POST", "collections/c/points/query", """{"query":[1,2,3],"using":"more"}""")).Status);
    }

    private static IEnumerable<(int, double)> Rounded(IEnumerable<(int Id, float Score)> scores) => scores.OrderBy(s => s.Id).Select(s => (s.Id, Math.Round(s.Score, 4)));

    private static async Task<(int Id, float Score)[]> ScoresAsync(string version, string body)
    {
        await using var server = await StartAsync(version);
        using var client = new TestClient(server);
        var points = (await client.ResultAsync("POST", "collections/c/points/query", body)).GetProperty("points");
        return [.. points.EnumerateArray().Select(p => (p.GetProperty("id").GetInt32(), p.GetProperty("score").GetSingle()))];
    }

    private static async Task<QdrantServer> StartAsync(string version)
    {
        var server = await QdrantServer.StartAsync(new() { Version = version });
        using var client = new TestClient(server);
        await client.ResultAsync("PUT", "collections/c", """{"vectors":{"text":{"size":2,"distance":"Cosine"}},"sparse_vectors":{"terms":{"modifier":"idf"}}}""");
        await client.ResultAsync("PUT", "collections/c/points?wait=true", Points);
        return server;
    }
}
