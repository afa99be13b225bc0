using System.Text;
using Edify.Rag.Qdrant.Server.Api;
using Edify.Rag.Qdrant.Server.OpenApi;
using Edify.Rag.Qdrant.Server.Serving;
using Edify.Rag.Qdrant.Server.Tests.Serving;

namespace Edify.Rag.Qdrant.Server.Tests.OpenApi;

public sealed class QdrantOpenApiTests
{
    private const string Ok = """{"result":{"points":[]},"status":"ok","time":0.1}""";
    private const string Query = "/collections/c/points/query";

    [Theory]
    [InlineData("""{"query":[0.1,0.2],"using":"text","limit":3,"with_payload":["a"],"filter":{"must":[{"key":"a","match":{"any":["x"]}}]}}""")]
    [InlineData("""{"query":{"indices":[1],"values":[0.5]},"filter":{"must":{"key":"a","range":{"gte":1}}},"with_payload":true}""")]
    [InlineData("""{"prefetch":[{"query":7,"limit":2},{"query":"5c56c793-69f3-4fbf-87e6-c4bf54c28c26"}],"query":{"rrf":{"k":60}}}""")]
    [InlineData("""{"filter":{"must_not":[{"nested":{"key":"a","filter":{"should":[{"is_empty":{"key":"b"}}]}}}]},"limit":null}""")]
    [InlineData("""{"filter":{"must":[{"key":"at","range":{"gte":"2024-01-01T00:00:00Z"}}]}}""")]
    public void What_is_described_passes(string body) => Assert.Empty(Check("1.19", "POST", Query, body));

    [Theory]
    [InlineData("""{"quary":[0.1]}""", "/quary is a property that no schema names")]
    [InlineData("""{"filter":{"must":[{"key":"a","match":{"value":"x","boost":2}}]}}""", "/filter/must/0/match/boost is a property that no schema names")]
    [InlineData("""{"filter":{"musst":[]}}""", "/filter/musst is a property that is not allowed")]
    [InlineData("""{"prefetch":[{"query":[1],"offset":3}],"query":{"fusion":"rrf"}}""", "/prefetch/0/offset is a property that no schema names")]
    [InlineData("""{"query":{"fusion":"rff"}}""", "/query/fusion is \"rff\"")]
    [InlineData("""{"limit":0}""", "/limit is 0, less than 1")]
    [InlineData("""{"limit":1.5}""", "/limit is Number, not integer")]
    [InlineData("""{"query":[0.1,"x"]}""", "/query/1 is String, not number")]
    [InlineData("""{"query":"no uuid"}""", "not of the format uuid")]
    [InlineData("""{"params":{"exact":"yes"}}""", "/params/exact is String, not boolean")]
    [InlineData("""{"filter":{"must":[{"has_id":[1,1]}]}}""", "/filter/must/0/has_id has an item twice")]
    [InlineData("""{"query":{"nearest":{"indices":[-1],"values":[1]}}}""", "/query/nearest/indices/0 is -1, less than 0")]
    public void What_is_not_described_is_found(string body, string expected) =>
        Assert.Contains(expected, Assert.Single(Check("1.19", "POST", Query, body)), StringComparison.Ordinal);

    [Fact]
    public void Versions_differ()
    {
        Assert.NotEmpty(Check("1.15", "POST", Query, """{"prefetch":[{"query":[1]}],"query":{"rrf":{"k":60}}}"""));
        Assert.Empty(Check("1.15", "POST", "/collections/c/points/search", """{"vector":[1],"limit":1}""", """{"result":[],"status":"ok","time":0.1}"""));
        Assert.Contains("no such operation", Assert.Single(Check("1.19", "POST", "/collections/c/points/search", """{"vector":[1],"limit":1}""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.15.5")]
    [InlineData("1.19.0")]
    public void The_double_has_no_call_that_is_not_described(string version)
    {
        var description = Load(version);

        Assert.All(Routes.Of(ServerVersion.Parse(version)), r => Assert.True(description.Describes(r.Method, r.Template.Replace("{}", "x", StringComparison.Ordinal)), r.ToString()));
    }

    [Theory]
    [InlineData("?timeout=0", "the query parameter 'timeout'")]
    [InlineData("?wait=true", "the query parameter 'wait' is not known")]
    [InlineData("?consistency=some", "the query parameter 'consistency'")]
    public void Parameters_are_looked_at(string query, string expected) => Assert.Contains(expected, Assert.Single(Check("1.19", "POST", Query + query, "{}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("?timeout=5&consistency=majority")]
    [InlineData("?consistency=2")]
    public void Described_parameters_pass(string query) => Assert.Empty(Check("1.19", "POST", Query + query, "{}"));

    [Theory]
    [InlineData("""{"result":{},"status":"ok","time":0.1}""", "answer: /result has no 'points'")]
    [InlineData("""{"result":{"points":[{"id":1,"score":1}]},"status":"ok","time":0.1}""", "answer: /result/points/0 has no 'version'")]
    [InlineData("""{"result":{"points":[{"id":1,"score":1,"version":0,"extra":1}]},"status":"ok","time":0.1}""", "/result/points/0/extra is a property that no schema names")]
    public void Answers_are_looked_at(string answer, string expected) => Assert.Contains(expected, Assert.Single(Check("1.19", "POST", Query, "{}", answer)), StringComparison.Ordinal);

    [Fact]
    public void A_payload_may_hold_anything() => Assert.Empty(Check(
        "1.19", "PUT", "/collections/c/points?wait=true", """{"points":[{"id":1,"vector":{"a":[1],"b":{"indices":[1],"values":[1]}},"payload":{"x":{"y":[{"z":null}]}}}]}""",
        """{"result":{"operation_id":1,"status":"completed"},"status":"ok","time":0.1}"""));

    [Fact]
    public async Task The_handler_fails_what_is_not_described_and_tells_it()
    {
        await using var server = await QdrantServer.StartAsync();
        var handler = new OpenApiHandler(Load("1.19"), new SocketsHttpHandler());
        using var client = new TestClient(server, handler);
        await client.ResultAsync("PUT", "collections/c", """{"vectors":{"size":2,"distance":"Dot"}}""");

        // A server ignores what it does not know; here it is found.
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync("PUT", "collections/c/points?wait=true", """{"points":[],"waits":true}"""));

        Assert.Contains("/waits", error.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1), (handler.Checked, handler.Violations.Count));
    }

    private static IReadOnlyList<string> Check(string version, string method, string target, string body, string answer = Ok) =>
        Load(version).Check(new(method, target, Encoding.UTF8.GetBytes(body), 200, "application/json", Encoding.UTF8.GetBytes(answer)));

    private static QdrantOpenApi Load(string version) => QdrantOpenApi.Load(ConformanceData.Folder("qdrant-openapi"), version);
}
