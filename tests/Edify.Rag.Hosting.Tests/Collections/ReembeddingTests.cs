using Edify.Rag.Hosting.Tests.Support;
using static Edify.Rag.Hosting.Tests.Collections.StoreRecords;

namespace Edify.Rag.Hosting.Tests.Collections;

public sealed class ReembeddingTests : IDisposable
{
    private readonly ModelSchool _school = new();
    private readonly TemporaryDirectory _elsewhere = new();

    public void Dispose()
    {
        _school.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task A_fresh_pipelines_collection_is_an_alias()
    {
        await _school.IngestedAsync(2);
        await using var school = _school.Open(new("a"));

        Assert.Equal(new Dictionary<string, string> { ["documents"] = "documents-1" }, await school.AliasesAsync());
        Assert.NotEmpty(await school.Store.AllAsync("documents-1"));
        Assert.Equal(2, (await school.IngestAsync()).Unchanged);
    }

    [Fact]
    public async Task A_collection_is_embedded_anew_beside_the_old_one_and_put_in_its_place()
    {
        await _school.IngestedAsync(12);
        await using var school = _school.Open(new("b"));

        var report = await school.ReembedAsync();

        Assert.Equal(("documents-1", "documents-2", true, 0L), (report.From, report.To, report.IsSwitched, report.Uncertain));
        Assert.Empty(report.Problems);
        Assert.Equal(report.Records, report.Written);
        Assert.Equal(12, report.DocumentsFollowing);
        Assert.Equal(
            new Dictionary<string, string> { ["documents"] = "documents-2", ["documents-previous"] = "documents-1" }, await school.AliasesAsync());
        Assert.Equal("model/b/8", (await school.Store.GetCollectionAsync("documents"))!.Embedder);
        Assert.Empty((await school.AskAsync("On which floor is the room of class 3?", SmallSchool.Teacher)).Trace.Degraded);
    }

    /// <summary>The proof that exactly what ingestion embeds was embedded: headings, prefaces and all, and the versions that the ledger knows.</summary>
    [Fact]
    public async Task It_holds_what_an_ingestion_from_scratch_would_store()
    {
        await _school.PutAsync("General/table.csv", "Class,Room\n" + string.Join('\n', Enumerable.Range(0, 200).Select(i => $"{i},Room {i} on the long corridor of floor {i % 5}")));
        await _school.IngestedAsync(8);
        await using (var school = _school.Open(new("b"))) await school.ReembedAsync();

        await using var reembedded = _school.Open(new("b"));
        await using var fresh = _school.Open(new("b"), state: _elsewhere.Path);
        await fresh.IngestAsync();

        AssertSame(await fresh.Store.AllAsync(), await reembedded.Store.AllAsync());
    }

    [Fact]
    public async Task The_next_ingestion_finds_nothing_to_do()
    {
        await _school.IngestedAsync(6);
        var embedder = new ModelEmbedder("b");
        await using var school = _school.Open(embedder);
        await school.ReembedAsync();
        embedder.Embedded.Clear();

        var run = await school.IngestAsync();

        Assert.Equal((6, 0, 0), (run.Unchanged, run.Ingested, run.Removed));
        Assert.Empty(embedder.Embedded);
        Assert.Empty((await school.Pipeline.ReconcileAsync(new(SmallSchool.Tenant), mend: false)).Differences);
    }

    [Fact]
    public async Task What_is_ingested_after_it_replaces_the_old_version()
    {
        await _school.IngestedAsync(3);
        await using var school = _school.Open(new("b"));
        await school.ReembedAsync();
        await _school.PutAsync("General/notice-001.md", "# Notice\n\nThe room is closed.");

        Assert.Equal(1, (await school.IngestAsync()).Ingested);

        var texts = await school.TextsAsync();
        Assert.Contains(texts, t => t.Contains("closed", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, t => t.Contains("class 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_do_it_again_changes_nothing_unless_it_is_forced()
    {
        await _school.IngestedAsync(2);
        var embedder = new ModelEmbedder("b");
        await using var school = _school.Open(embedder);
        await school.ReembedAsync();
        embedder.Embedded.Clear();

        var again = await school.ReembedAsync();
        Assert.Equal(("documents-2", "documents-2", true, 2), (again.From, again.To, again.IsSwitched, again.DocumentsFollowing));
        Assert.Empty(embedder.Embedded);

        await school.Maintenance().DropOldAsync();
        var forced = await school.ReembedAsync(force: true);
        Assert.Equal(("documents-2", "documents-3", true), (forced.From, forced.To, forced.IsSwitched));
    }

    [Fact]
    public async Task One_that_was_stopped_goes_on_and_embeds_no_text_twice()
    {
        await _school.IngestedAsync(150);
        var stopping = new ModelEmbedder("b") { BeforeAnswer = calls => calls > 1 ? throw new InvalidOperationException("killed") : Task.CompletedTask };
        await using (var school = _school.Open(stopping, rag => rag.ConfigureIngestion(o => (o.BatchSize, o.EmbeddingParallelism) = (64, 1))))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => school.ReembedAsync());
            Assert.Equal("documents-1", (await school.AliasesAsync())["documents"]);
            Assert.Equal("documents-2", (await school.AliasesAsync())["documents-next"]);
        }

        var going = new ModelEmbedder("b");
        await using var second = _school.Open(going);
        var report = await second.ReembedAsync();

        Assert.True(report.IsSwitched);
        Assert.Equal("documents-2", report.To);
        Assert.Equal(report.Records - 64, report.Written);
        Assert.DoesNotContain("documents-next", await second.AliasesAsync());

        // But for those of the sample, which is what it is for.
        Assert.InRange(going.Embedded.Intersect(stopping.Embedded).Count(), 0, report.Sampled);
        Assert.Equal(150, (await second.IngestAsync()).Unchanged);
    }

    [Fact]
    public async Task One_that_was_begun_with_another_embedder_is_begun_anew()
    {
        await _school.IngestedAsync(3);
        var stopping = new ModelEmbedder("b") { BeforeAnswer = _ => throw new InvalidOperationException("killed") };
        await using (var school = _school.Open(stopping)) await Assert.ThrowsAsync<InvalidOperationException>(() => school.ReembedAsync());

        await using var other = _school.Open(new("c"));
        var report = await other.ReembedAsync();

        Assert.True(report.IsSwitched);
        Assert.Equal("model/c/8", (await other.Store.GetCollectionAsync("documents"))!.Embedder);
        Assert.DoesNotContain("documents-next", await other.AliasesAsync());
    }

    [Fact]
    public async Task What_changes_in_the_old_collection_meanwhile_is_taken_over()
    {
        await _school.IngestedAsync(10);
        await using var writer = _school.Open(new("a"));
        var late = Make(1, seed: 3)[0];
        var gone = VectorFilter.Equal(RagFields.Name, "General/notice-004.md");
        var embedder = new ModelEmbedder("b")
        {
            BeforeAnswer = async calls =>
            {
                // Behind the walk by then: the first pass can't have seen it.
                if (calls != 1) return;
                await writer.Store.UpsertAsync("documents", [late]);
                await writer.Store.DeleteAsync("documents", gone);
            },
        };
        await using var school = _school.Open(embedder);

        var report = await school.ReembedAsync();

        Assert.True(report.IsSwitched);
        var records = await school.Store.AllAsync();
        Assert.Equal(embedder.VectorOf(late.Text), records.Single(r => r.Id == late.Id).Vector.ToArray());
        Assert.DoesNotContain(records, r => gone.Matches(r.Fields));
    }

    [Fact]
    public async Task A_run_with_the_old_embedder_that_ends_after_the_switch_loses_nothing_and_spoils_nothing()
    {
        // A ledger that several programs write, as a database has it.
        var ledger = new SharedLedger();
        void Share(IRagBuilder rag) => rag.Use<IIngestionLedger>("shared", _ => ledger);
        await _school.PutManyAsync(4);
        await using (var first = _school.Open(new("a"), Share)) await first.IngestAsync();

        var (reached, let) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new ModelEmbedder("a")
        {
            BeforeAnswer = async _ =>
            {
                reached.TrySetResult();
                await let.Task;
            },
        };
        await _school.PutAsync("General/late.md", "# Late\n\nThe library opens at seven.");
        await using var running = _school.Open(slow, Share);
        var run = running.IngestAsync();
        await reached.Task;

        var embedder = new ModelEmbedder("b");
        await using var school = _school.Open(embedder, Share);
        Assert.True((await school.ReembedAsync()).IsSwitched);
        let.SetResult();
        Assert.Equal(1, (await run).Ingested);

        // It went where it belongs: into the collection of its embedder.
        Assert.DoesNotContain(await school.TextsAsync(), t => t.Contains("library", StringComparison.Ordinal));
        Assert.All(await school.Store.AllAsync(), r => Assert.Contains(embedder.Embedded, t => t.EndsWith(r.Text, StringComparison.Ordinal)));

        var next = await school.IngestAsync();
        Assert.Equal((1, 4), (next.Ingested, next.Unchanged));
        Assert.Contains(await school.TextsAsync(), t => t.Contains("library", StringComparison.Ordinal));
        Assert.Empty((await school.Pipeline.ReconcileAsync(new(SmallSchool.Tenant), mend: false)).Differences);
    }

    [Fact]
    public async Task A_switch_that_was_cut_short_is_completed()
    {
        await _school.IngestedAsync(3);
        await using var school = _school.Open(new("b"));
        await school.ReembedAsync();

        // As a process leaves it that dies between the switch and the rest.
        await ((ICollectionAliases)school.Store).SetAliasAsync("documents-next", "documents-2");
        var entries = await school.Ledger.ListAsync(SmallSchool.Tenant).ToListAsync();
        await school.Ledger.WriteAsync([.. entries.Select(e => e with { Fingerprint = e.Fingerprint.Replace("model/b/8", "model/a/8", StringComparison.Ordinal) })]);

        var report = await school.ReembedAsync();

        Assert.Equal(("documents-2", 3), (report.To, report.DocumentsFollowing));
        Assert.DoesNotContain("documents-next", await school.AliasesAsync());
        Assert.Equal(3, (await school.IngestAsync()).Unchanged);
    }

    [Fact]
    public async Task A_text_that_the_embedder_refuses_leaves_all_as_it_was()
    {
        await _school.IngestedAsync(5);
        await using var school = _school.Open(new("b") { Refuses = text => text.Contains("class 3", StringComparison.Ordinal) });

        var report = await school.ReembedAsync();

        Assert.False(report.IsSwitched);
        Assert.Contains("'General/notice-003.md'", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal("documents-1", (await school.AliasesAsync())["documents"]);
    }

    [Fact]
    public async Task A_tenant_that_is_forgotten_stops_it()
    {
        await _school.IngestedAsync(2);
        await using var school = _school.Open(new("b"));
        await school.Store.UpsertAsync("documents", Make(4, seed: 1, tenant: "riverside"));

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => school.ReembedAsync());
        Assert.Contains("--tenants", error.Message, StringComparison.Ordinal);

        Assert.True((await school.Maintenance().ReembedAsync(new([SmallSchool.Tenant, "riverside"]))).IsSwitched);
        Assert.Equal(4, (await school.Store.AllAsync(tenant: "riverside")).Count);
    }

    [Fact]
    public async Task Without_a_collection_there_is_nothing_to_embed()
    {
        await using var school = _school.Open(new("b"));

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => school.ReembedAsync());

        Assert.Contains("Ingest documents first", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => school.Maintenance().ReembedAsync(new([])));
    }

    [Fact]
    public async Task A_ledger_that_another_program_writes_is_found_out_before_anything_is_embedded()
    {
        await _school.IngestedAsync(2);
        await using var writing = _school.Open(new("a"));
        await writing.IngestAsync(force: true);
        var embedder = new ModelEmbedder("b");
        await using var school = _school.Open(embedder, rag => rag.ConfigureIngestion(o => o.MaxRetries = 0));

        var error = await Assert.ThrowsAnyAsync<RagException>(() => school.ReembedAsync());

        Assert.Contains("is being written by", error.Message, StringComparison.Ordinal);
        Assert.Empty(embedder.Embedded);
    }

    [Fact]
    public async Task A_recreated_collection_stays_behind_its_alias()
    {
        await _school.IngestedAsync(3);
        await using var school = _school.Open(new("b"));

        await school.Pipeline.RunAsync(new(SmallSchool.Tenant) { Recreate = true });

        Assert.Equal(new Dictionary<string, string> { ["documents"] = "documents-1" }, await school.AliasesAsync());
        Assert.Equal("model/b/8", (await school.Store.GetCollectionAsync("documents"))!.Embedder);
    }
}
