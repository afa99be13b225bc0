using Edify.Rag.MongoDb.Server.Serving;

namespace Edify.Rag.MongoDb.Tests.Server;

/// <summary>The double is what the official driver takes for a MongoDB.</summary>
[Trait("Needs", "reference")]
public sealed class DriverTests
{
    private const int Least = 20;

    [Fact]
    public Task A_server_alone_does_what_the_driver_expects() => CheckAsync(new());

    [Fact]
    public Task A_replica_set_does_what_the_driver_expects() => CheckAsync(new() { Members = 3 });

    [Fact]
    public Task A_server_with_a_search_engine_does_what_the_driver_expects() => CheckAsync(new() { Members = 1, HasSearch = true });

    [Fact]
    public async Task Queries_give_what_another_engine_gives()
    {
        await using var server = new MongoDouble();

        var results = await ReferenceDriver.CompareAsync(server.ConnectionString);

        Assert.True(results.Count >= 10, $"Only {results.Count} kinds were compared.");
        Assert.Empty(results.Where(r => r.Value != "true").Select(r => $"{r.Key}: {r.Value}"));
    }

    [Theory]
    [InlineData("SCRAM-SHA-256", true)]
    [InlineData("SCRAM-SHA-256", false)]
    [InlineData("SCRAM-SHA-1", true)]
    public Task The_driver_logs_in(string mechanism, bool isSpeculative) =>
        CheckAsync(new() { User = "teacher", Password = "chalk & cheese", Mechanisms = [mechanism], IsSpeculative = isSpeculative });

    [Fact]
    public async Task The_driver_is_not_let_in_with_another_password()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk" });

        var results = await ReferenceDriver.TryAsync(server.ConnectionString.Replace("chalk", "cheese", StringComparison.Ordinal));

        Assert.Contains("Authentication failed", results["connects"], StringComparison.Ordinal);
    }

    private static async Task CheckAsync(DoubleOptions options)
    {
        await using var server = new MongoDouble(options);

        var results = await ReferenceDriver.TryAsync(server.ConnectionString, options.HasSearch);

        Assert.True(results.Count >= Least, $"Only {results.Count} things were tried.");
        Assert.Empty(results.Where(r => r.Value != "true").Select(r => $"{r.Key}: {r.Value}"));
    }
}
