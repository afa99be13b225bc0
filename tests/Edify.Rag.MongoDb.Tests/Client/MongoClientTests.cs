using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;
using Edify.Rag.MongoDb.Topology;

namespace Edify.Rag.MongoDb.Tests.Client;

public sealed class MongoClientTests
{
    [Fact]
    public async Task A_command_goes_to_the_server_and_its_reply_comes_back()
    {
        await using var server = new MongoDouble();
        await using var client = new TestClient(server);

        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
        Assert.Equal(TopologyKind.Single, client.Client.Topology!.Kind);
    }

    [Fact]
    public async Task Documents_are_written_and_read_in_batches_from_the_server_that_opened_the_cursor()
    {
        await using var server = new MongoDouble(new() { Members = 3 });
        await using var client = new TestClient(server, "readPreference=secondary");
        var documents = Enumerable.Range(0, 1000).Select(i => (object?)new MongoDocument(("_id", i), ("text", $"n {i}"))).ToList();
        Assert.Equal(1000, (await client.RunAsync(new(("insert", "items"), ("documents", documents))))["n"]);

        var reply = await client.RunAsync(new(("find", "items"), ("filter", new MongoDocument()), ("batchSize", 300)));
        var cursor = (MongoDocument)reply["cursor"]!;
        var found = ((List<object?>)cursor["firstBatch"]!).Count;
        while (cursor["id"] is not 0L)
        {
            cursor = (MongoDocument)(await client.RunAsync(new(("getMore", cursor["id"]), ("collection", "items"), ("batchSize", 300))))["cursor"]!;
            found += ((List<object?>)cursor["nextBatch"]!).Count;
        }

        Assert.Equal(1000, found);
        Assert.Equal(0, server.Locked(data => data.OpenCursors));
    }

    [Fact]
    public async Task A_refusal_names_server_command_and_code_and_no_values()
    {
        await using var server = new MongoDouble();
        await using var client = new TestClient(server);

        var error = await Assert.ThrowsAsync<MongoCommandException>(() => client.RunAsync(new(("aggregate", "items"), ("pipeline", new List<object?> { new MongoDocument(("$magic", 1)) }), ("cursor", new MongoDocument()))));

        Assert.Equal((40324, "aggregate", server.Members[0].Address), (error.Code, error.Command, error.Server));
        Assert.False(error.IsTransient);
        Assert.Contains("Location40324", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("magic", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256", true)]
    [InlineData("SCRAM-SHA-256", false)]
    [InlineData("SCRAM-SHA-1", true)]
    [InlineData("SCRAM-SHA-1", false)]
    public async Task The_user_is_logged_in_by_what_the_server_offers(string mechanism, bool isSpeculative)
    {
        await using var server = new MongoDouble(new() { User = "m=r,s", Password = "p@ss:wörd/%", Mechanisms = [mechanism], IsSpeculative = isSpeculative });
        await using var client = new TestClient(server);

        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
        await using var named = new TestClient(server, $"authMechanism={mechanism}");
        Assert.Equal(1.0, (await named.PingAsync())["ok"]);
    }

    [Fact]
    public async Task Another_password_is_refused_in_a_sentence_without_it()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk" });
        await using var client = new TestClient(server.ConnectionString.Replace("chalk", "cheese", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<MongoAuthenticationException>(() => client.PingAsync());

        Assert.False(error.IsTransient);
        Assert.DoesNotContain("cheese", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_password_is_not_talked_to()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk", IsImpostor = true });
        await using var client = new TestClient(server);

        await Assert.ThrowsAsync<MongoAuthenticationException>(() => client.PingAsync());
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Too_few_iterations_are_refused()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk", Iterations = 1000 });
        await using var client = new TestClient(server);

        await Assert.ThrowsAsync<MongoAuthenticationException>(() => client.PingAsync());
    }

    [Fact]
    public async Task A_user_is_asked_for_where_the_connection_string_names_none()
    {
        await using var server = new MongoDouble(new() { User = "teacher", Password = "chalk" });
        await using var client = new TestClient($"mongodb://{server.Members[0].Address}");

        Assert.Equal(13, (await Assert.ThrowsAsync<MongoCommandException>(() => client.CountAsync())).Code);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_told()
    {
        await using var server = new MongoDouble(new() { WireVersion = 6 });
        await using var client = new TestClient(server, "serverSelectionTimeoutMS=300");

        Assert.Contains("too old", (await Assert.ThrowsAsync<MongoIncompatibleException>(() => client.PingAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_after_the_time_out()
    {
        string address;
        await using (var gone = new MongoDouble()) address = gone.Members[0].Address;
        await using var client = new TestClient($"mongodb://{address}/?serverSelectionTimeoutMS=200");

        var error = await Assert.ThrowsAsync<MongoTimeoutException>(() => client.PingAsync());

        Assert.True(error.IsTransient);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_replica_set_is_told()
    {
        await using var server = new MongoDouble(new() { Members = 1 });
        await using var client = new TestClient($"mongodb://{server.Members[0].Address}/?replicaSet=other&serverSelectionTimeoutMS=200");

        Assert.Contains("'other'", (await Assert.ThrowsAnyAsync<RagException>(() => client.PingAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_concern_of_the_connection_string_goes_with_commands_that_have_none()
    {
        await using var server = new MongoDouble(new() { Members = 1 });
        await using var client = new TestClient(server, "w=majority&journal=true&readConcernLevel=majority");

        await client.InsertAsync(1);
        await client.CountAsync();
        await client.RunAsync(new(("count", "items"), ("query", new MongoDocument()), ("readConcern", new MongoDocument(("level", "local")))));

        var calls = server.Calls.ToList();
        Assert.Equal(("majority", true), ((string?)calls[0].Document("writeConcern")["w"], (bool?)calls[0].Document("writeConcern")["j"] ?? false));
        Assert.Equal(["majority", "local"], calls.Skip(1).Select(c => (string?)c.Document("readConcern")["level"]));
    }
}
