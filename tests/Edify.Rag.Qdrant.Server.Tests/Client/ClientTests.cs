using Edify.Rag.Qdrant.Server.OpenApi;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Tests.Client;

/// <summary>The double is what the official client takes for a Qdrant, and what the published documents describe.</summary>
[Trait("Needs", "reference")]
public sealed class ClientTests
{
    private const int Least = 70;

    [Theory]
    [InlineData("1.15.5", null)]
    [InlineData("1.19.0", null)]
    [InlineData("1.19.0", "chalk & cheese")]
    public async Task The_double_does_what_the_client_expects(string version, string? key)
    {
        var description = QdrantOpenApi.Load(ConformanceData.Folder("qdrant-openapi"), version);
        await using var server = await QdrantServer.StartAsync(new() { Version = version, ApiKey = key, KeepsExchanges = true });

        var results = await ReferenceClient.TryAsync([server.Address.ToString(), version, .. key is null ? (string[])[] : [key]]);

        Assert.Empty(results.Where(r => r.Value != "true").Select(r => $"{r.Key}: {r.Value}"));
        Assert.True(results.Count >= Least, $"Only {results.Count} things were tried.");
        Assert.Empty(Violations(server, description));
    }

    [Fact]
    public async Task The_client_is_not_let_in_with_another_key()
    {
        await using var server = await QdrantServer.StartAsync(new() { ApiKey = "chalk" });

        var results = await ReferenceClient.TryAsync(server.Address.ToString(), "1.19.0", "cheese");

        Assert.Equal("true", results["version"]);
        Assert.Contains("Unauthorized", results["creates a collection"], StringComparison.Ordinal);
    }

    // Requests that the server refused are meant to be wrong; their answers are compared all the same.
    private static IEnumerable<string> Violations(QdrantServer server, QdrantOpenApi description) =>
        from exchange in server.Exchanges
        from violation in description.Check(exchange)
        where exchange.Status == 200 || violation.Contains(": answer:", StringComparison.Ordinal)
        select violation;
}
