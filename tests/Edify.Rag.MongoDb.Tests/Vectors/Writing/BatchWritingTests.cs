using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Tests.Vectors.Writing;

public sealed class BatchWritingTests
{
    [Fact]
    public async Task Records_go_in_commands_that_the_server_takes()
    {
        await using var server = new MongoDouble(new() { Members = 1, MaxBatch = 40, MaxMessage = 400_000 });
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition());
        var records = Enumerable.Range(0, 100).Select(i => TestStore.Record(i) with { Text = new string('x', i < 50 ? 10 : 20_000) }).ToList();

        await made.Store.UpsertAsync(TestStore.Name, records);

        var updates = server.Calls.Where(c => c.Name == "update" && c.Target.EndsWith("embeddings", StringComparison.Ordinal)).ToList();
        Assert.True(updates.Count >= 4, $"There were {updates.Count} commands.");
        Assert.All(updates, update => Assert.InRange(update.List("updates").Count, 1, 40));
        Assert.Equal(100, updates.Sum(update => update.List("updates").Count));
        Assert.All(updates, update => Assert.InRange(MongoText.Write(update.Body).Length, 1, 400_000));
        Assert.Equal(100, await made.Store.CountAsync(TestStore.Name, TestStore.Scope));
    }

    [Fact]
    public async Task A_record_that_no_document_can_hold_is_refused_before_anything_is_written()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition());

        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            made.Store.UpsertAsync(TestStore.Name, [TestStore.Record(1), TestStore.Record(2) with { Text = new string('学', 6_000_000) }]));

        Assert.Contains(TestStore.IdOf(2).ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await made.Store.CountAsync(TestStore.Name, TestStore.Scope));
    }

    [Fact]
    public async Task A_record_lies_in_the_layout_that_other_programs_know()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition());
        await made.Store.UpsertAsync(TestStore.Name, [Chunk(1, "d", 3, "v1")]);

        var stored = Assert.Single(TestStore.Stored(server, ".embeddings"));
        Assert.Equal(["_id", "document_id", "chunk_index", "content", "embedding", "embedding_model", "metadata", "status"], stored.Fields.Select(f => f.Key));
        Assert.Equal(("d", 3L, "text 1", "test:1", "ready"), ((string)stored["document_id"]!, (long)stored["chunk_index"]!, (string)stored["content"]!, (string)stored["embedding_model"]!, (string)stored["status"]!));
        Assert.Equal(TestStore.Dimension, ((List<object?>)stored["embedding"]!).Count);
        var document = Assert.Single(TestStore.Stored(server, ".documents"));
        Assert.Equal(("d", "file.pdf", "ready"), ((string)document["document_id"]!, (string)document["name"]!, (string)document["status"]!));
    }

    [Fact]
    public async Task One_version_of_a_document_has_one_chunk_at_each_place()
    {
        await using var server = new MongoDouble(new() { Members = 1 });
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition());

        await made.Store.UpsertAsync(TestStore.Name, [Chunk(1, "d", 0, "v1"), Chunk(2, "d", 1, "v1"), Chunk(3, "other", 0, "v1")]);
        await made.Store.UpsertAsync(TestStore.Name, [Chunk(4, "d", 0, "v2"), Chunk(5, "d", 1, "v1", "v2"), TestStore.Record(6)]);

        // The new version stands beside the old one, and within a version the later chunk takes the place.
        Assert.Equal([1, 3, 4, 5, 6], (await made.ScanAsync()).Select(r => int.Parse(r.Text[5..], null)));
    }

    [Fact]
    public async Task Documents_are_listed_as_long_as_they_have_records()
    {
        await using var server = new MongoDouble();
        await using var made = new TestStore(server);
        await made.Store.EnsureCollectionAsync(TestStore.Definition());
        await made.Store.UpsertAsync(TestStore.Name, [Chunk(1, "a", 0, "v1"), Chunk(2, "a", 1, "v1"), Chunk(3, "b", 0, "v1")]);

        await made.Store.UpdateFieldsAsync(TestStore.Name, VectorFilter.Equal("document", "a"), new Dictionary<string, FieldValue> { ["name"] = "renamed.pdf", ["x"] = 1L });
        Assert.Equal(["renamed.pdf", "file.pdf"], TestStore.Stored(server, ".documents").Select(d => (string)d["name"]!));
        await made.Store.DeleteAsync(TestStore.Name, VectorFilter.Equal("ordinal", 0L));
        Assert.Equal(["a"], TestStore.Stored(server, ".documents").Select(d => (string)d["document_id"]!));
        await made.Store.DeleteAsync(TestStore.Name, VectorFilter.All);
        Assert.Empty(TestStore.Stored(server, ".documents"));
    }

    [Fact]
    public async Task A_write_whose_reply_is_lost_is_done_once()
    {
        await using var server = new MongoDouble(new() { Members = 2 });
        await using var made = new TestStore(server, connection: "heartbeatFrequencyMS=500");
        await made.Store.EnsureCollectionAsync(TestStore.Definition());
        server.Fault("update", new DoubleFault.CloseAfter());

        await made.Store.UpsertAsync(TestStore.Name, [TestStore.Record(1)]);

        var numbers = server.Calls.Where(c => c.Name == "update" && c.Target.EndsWith("embeddings", StringComparison.Ordinal)).Select(c => c.Body["txnNumber"]).ToList();
        Assert.Equal(2, numbers.Count);
        Assert.Single(numbers.Distinct());
        Assert.Single(await made.ScanAsync());
    }

    [Fact]
    public async Task Writes_go_on_at_a_new_primary()
    {
        await using var server = new MongoDouble(new() { Members = 3 });
        await using var made = new TestStore(server, connection: "heartbeatFrequencyMS=500");
        await made.Store.EnsureCollectionAsync(TestStore.Definition());
        var writing = Enumerable.Range(0, 3).Select(async writer =>
        {
            for (var i = 0; i < 40; i++) await UntilDoneAsync(() => made.Store.UpsertAsync(TestStore.Name, [TestStore.Record((writer * 1000) + i), TestStore.Record((writer * 1000) + 500 + i)]));
        }).ToList();
        for (var primary = 1; !writing.TrueForAll(w => w.IsCompleted); primary = (primary + 1) % 3)
        {
            await Task.Delay(100);
            server.Members[(primary + 2) % 3].Cut();
            server.Elect(primary);
        }

        await Task.WhenAll(writing);

        Assert.Equal(
            Enumerable.Range(0, 3).SelectMany(w => Enumerable.Range(0, 40).SelectMany(i => new[] { (w * 1000) + i, (w * 1000) + 500 + i })).Select(TestStore.IdOf).Order(),
            (await made.ScanAsync()).Select(r => r.Id));
    }

    // What fails in spite of the second try is tried again by the caller, as ingestion does.
    private static async Task UntilDoneAsync(Func<Task> write)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (VectorStoreException e) when (e.IsTransient)
            {
                // Once more.
            }
        }
    }

    private static VectorRecord Chunk(int id, string document, long ordinal, params string[] versions) =>
        TestStore.Record(id, (RagFields.Document, document), (RagFields.Ordinal, ordinal), (RagFields.Version, FieldValue.Many(versions)), (RagFields.Name, "file.pdf"));
}
