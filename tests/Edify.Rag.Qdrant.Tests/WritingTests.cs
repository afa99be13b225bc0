using System.Text;
using Edify.Rag.Qdrant.Server.Serving;
using Edify.Rag.Qdrant.Tests.Support;
using Made = Edify.Rag.Qdrant.Tests.Support.Records;

namespace Edify.Rag.Qdrant.Tests;

public sealed class WritingTests
{
    [Fact]
    public async Task Every_change_waits_until_searches_see_it()
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { KeepsExchanges = true });
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition(fields: ("grade", FieldKind.Integer)));
        await store.UpsertAsync(Made.Name, [Made.One(new(1))]);
        await store.UpdateFieldsAsync(Made.Name, VectorFilter.All, new Dictionary<string, FieldValue> { ["grade"] = 7L });
        await store.DeleteAsync(Made.Name, VectorFilter.All);

        var changes = qdrant.Server.Exchanges.Where(e => e.Method == "PUT" || e.Target.Contains("/delete", StringComparison.Ordinal) || e.Target.Contains("/payload", StringComparison.Ordinal)).ToList();
        Assert.True(changes.Count > 5);
        Assert.All(changes.Where(e => e.Target != $"/collections/{Made.Name}"), e => Assert.EndsWith("?wait=true", e.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_that_is_not_made_yet_is_no_success()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition());
        qdrant.Server.Fault(
            new QdrantFault.Change(_ => """{"result":{"operation_id":1,"status":"acknowledged"},"status":"ok","time":0.0}"""u8.ToArray()), when: (method, path) => path.EndsWith("/points", StringComparison.Ordinal) && method == "PUT");

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.UpsertAsync(Made.Name, [Made.One(new(1))]));
        Assert.Equal((true, "upsert"), (error.IsTransient, error.Operation));
    }

    [Theory]
    [InlineData(503, 3)]
    [InlineData(500, 1)]
    public async Task A_write_whose_answer_was_lost_is_made_once(int status, int times)
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store(time: new ImpatientTime(), configure: o => o.Timeout = TimeSpan.FromHours(1));
        await store.EnsureCollectionAsync(Made.Definition());
        qdrant.Server.Fault(new QdrantFault.FailAfter(status), times, when: (method, path) => method == "PUT" && path.EndsWith("/points", StringComparison.Ordinal));
        var records = Enumerable.Range(0, 20).Select(i => Made.One(new(i))).ToList();

        await store.UpsertAsync(Made.Name, records);
        Assert.Equal(records.Select(r => r.Id).Order(), (await store.WalkAsync()).Select(r => r.Id));
    }

    [Fact]
    public async Task Words_are_not_counted_where_records_do_not_say_which_they_hold()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store(o => o.CountWords = false);
        await store.EnsureCollectionAsync(Made.Definition());
        await qdrant.Store().EnsureCollectionAsync(Made.Definition());
        await qdrant.Store().UpsertAsync(Made.Name, [Made.One(new(1))]);

        var counted = await qdrant.Store().GetTermStatisticsAsync(Made.Name, ["school"]);
        Assert.Equal(1, counted.Records);
        Assert.Empty(counted.Frequencies);
    }

    [Theory]
    [InlineData("1.15.5", false)]
    [InlineData("1.19.0", true)]
    public async Task Replicas_agree_on_what_is_read_as_far_as_the_server_lets_them(string version, bool countsTogether)
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { Version = version, KeepsExchanges = true });
        var store = qdrant.Store(o => o.ReadConsistency = QdrantReadConsistency.Majority);
        await store.EnsureCollectionAsync(Made.Definition());
        await store.UpsertAsync(Made.Name, [Made.One(new(1))]);
        qdrant.Server.Exchanges.Clear();
        Assert.Single(await store.FindAsync(new() { Vector = Made.One(new(1)).Vector }));
        Assert.Single(await store.FindAsync(new() { Vector = Made.One(new(1)).Vector, Text = "schools" }));
        Assert.Single(await store.WalkAsync());
        Assert.Equal(1, await store.CountAsync(Made.Name, Made.Everything));

        var asked = qdrant.Server.Exchanges.Where(e => e.Target.Contains("/points", StringComparison.Ordinal)).ToLookup(e => e.Target.Contains("/count", StringComparison.Ordinal));
        Assert.All(asked[false], e => Assert.EndsWith("?consistency=majority", e.Target, StringComparison.Ordinal));
        Assert.Equal(countsTogether, Assert.Single(asked[true]).Target.EndsWith("?consistency=majority", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_filters_by_indexed_fields_only_is_told_of_by_what_to_do()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        var store = qdrant.Store();
        await store.EnsureCollectionAsync(Made.Definition(fields: ("grade", FieldKind.Integer)));
        using var http = new HttpClient();
        using var strict = new StringContent("""{"strict_mode_config":{"enabled":true,"unindexed_filtering_retrieve":false}}""", Encoding.UTF8, "application/json");
        (await http.PatchAsync(new Uri(qdrant.Server.Address, $"/collections/{Made.Name}"), strict)).EnsureSuccessStatusCode();

        Assert.Equal(0, await store.CountAsync(Made.Name, Made.Everything, VectorFilter.Range("grade", from: 3L)));
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => store.CountAsync(Made.Name, Made.Everything, VectorFilter.Equal("subject", "maths")));
        Assert.Contains("declare the field", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Snapshots_are_made_listed_and_deleted()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        await qdrant.Store().EnsureCollectionAsync(Made.Definition());
        var snapshots = qdrant.Snapshots();

        var made = await snapshots.CreateAsync(Made.Name);
        Assert.Equal([made], await snapshots.ListAsync(Made.Name));
        Assert.True(await snapshots.DeleteAsync(Made.Name, made.Name));
        Assert.False(await snapshots.DeleteAsync(Made.Name, made.Name));
        Assert.Empty(await snapshots.ListAsync(Made.Name));
        Assert.Equal("nobody", (await Assert.ThrowsAsync<VectorStoreException>(() => snapshots.CreateAsync("nobody"))).Collection);
    }
}
