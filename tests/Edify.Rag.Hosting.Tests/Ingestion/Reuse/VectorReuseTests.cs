using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Reuse;

public class VectorReuseTests
{
    private readonly CallPlan _plan = new();

    [Fact]
    public async Task Copies_are_embedded_once_within_a_run_whichever_batch_they_come_in()
    {
        await using var school = School(o => (o.BatchSize, o.EmbeddingParallelism, o.Parallelism) = (3, 8, 8));
        for (var copy = 0; copy < 40; copy++) await school.PutAsync($"General/{copy}.lines", "one\ntwo\nthree\nfour");

        var report = await school.IngestAsync();
        Assert.Equal(["four", "one", "three", "two"], _plan.Embedded());
        Assert.Equal((160L, 4L, 156L), (report.Chunks, report.Embedded, report.Reused));
        Assert.Equal(160, (await school.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_first_run_without_repetition_asks_the_store_for_nothing()
    {
        await using var school = School();
        for (var i = 0; i < 20; i++) await school.PutAsync($"General/{i}.lines", $"line {i}\nanother {i}");
        var report = await school.IngestAsync();
        Assert.Equal((40L, 0L), (report.Embedded, report.Reused));
        Assert.DoesNotContain("store.scan", _plan.Calls);
    }

    [Fact]
    public async Task A_renamed_document_is_not_embedded_again_and_its_old_chunks_go_last()
    {
        await using var school = School();
        await school.PutAsync("General/old.lines", "one\ntwo");
        await school.IngestAsync();
        await school.Blobs.DeleteAsync("General/old.lines");
        await school.PutAsync("General/new.lines", "one\ntwo");

        var (embedded, before) = (_plan.Embedded().Count, _plan.Calls.Count);
        var vectors = await VectorsAsync(school);
        var report = await school.IngestAsync();
        Assert.Equal(embedded, _plan.Embedded().Count);
        Assert.Equal((1, 1, 0L, 2L), (report.Ingested, report.Removed, report.Embedded, report.Reused));
        Assert.Equal(vectors, await VectorsAsync(school));
        Assert.All(await school.RecordsAsync(), r => Assert.Equal("General/new.lines", r.Fields[RagFields.Name].AsText()));

        var calls = _plan.Calls.Skip(before).ToList();
        Assert.True(calls.LastIndexOf("store.upsert") is var upsert and >= 0 && upsert < calls.IndexOf("store.delete"), string.Join('\n', calls));
    }

    [Fact]
    public async Task Of_a_document_that_was_edited_only_what_is_new_is_embedded()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one\ntwo\nthree");
        await school.IngestAsync();
        await school.PutAsync("General/a.lines", "zero\none\nTWO\nthree");

        var report = await school.IngestAsync();
        Assert.Equal((2L, 2L), (report.Embedded, report.Reused));
        Assert.Equal(["TWO", "one", "three", "two", "zero"], _plan.Embedded());
        Assert.Equal(["TWO", "one", "three", "zero"], await school.TextsAsync());
    }

    [Fact]
    public async Task What_was_embedded_with_other_headings_is_another_text()
    {
        await using var school = new SmallSchool(rag => _plan.Watch(rag.UseStructureChunker()));
        await school.PutAsync("General/a.md", "# Fees\n\nPaid by June.");
        await school.IngestAsync();
        await school.PutAsync("General/b.md", "# Fines\n\nPaid by June.");
        Assert.Equal((1L, 0L), await school.IngestAsync() is var report ? (report.Embedded, report.Reused) : default);
    }

    [Fact]
    public async Task Collections_made_before_records_had_keys_go_on_working()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one\ntwo");
        await school.IngestAsync();
        var all = VectorFilter.Equal(RagFields.Tenant, SmallSchool.Tenant);
        await school.Store.UpdateFieldsAsync("documents", all, new Dictionary<string, FieldValue> { [RagFields.Content] = FieldValue.Many() });

        await school.PutAsync("General/b.lines", "one\nthree");
        Assert.Equal((2L, 0L), await school.IngestAsync() is var first ? (first.Embedded, first.Reused) : default);
        await school.PutAsync("General/c.lines", "one\ntwo");
        Assert.Equal((1L, 1L), await school.IngestAsync() is var second ? (second.Embedded, second.Reused) : default);
    }

    [Fact]
    public async Task Tenants_share_no_vectors()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one");
        await school.IngestAsync();
        var other = await school.Pipeline.RunAsync(new("riverside"));
        Assert.Equal((1L, 0L), (other.Embedded, other.Reused));
    }

    [Fact]
    public async Task A_forced_run_takes_nothing_from_the_store()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one\ntwo\none");
        await school.IngestAsync();
        var forced = await school.IngestAsync(force: true);
        Assert.Equal((2L, 1L), (forced.Embedded, forced.Reused));
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var school = School(o => o.ReuseVectors = false);
        await school.PutAsync("General/a.lines", "one\none");
        await school.IngestAsync();
        await school.PutAsync("General/b.lines", "one");
        var report = await school.IngestAsync();
        Assert.Equal((1L, 0L), (report.Embedded, report.Reused));
        Assert.Equal(["one", "one", "one"], _plan.Embedded());
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_no_other_waiting()
    {
        await using var school = School(o => (o.BatchSize, o.EmbeddingParallelism, o.Parallelism, o.BaseDelay) = (1, 8, 8, TimeSpan.Zero));
        _plan.Fail("embed", 5, () => new HttpRequestException("busy", null, System.Net.HttpStatusCode.ServiceUnavailable));
        for (var copy = 0; copy < 20; copy++) await school.PutAsync($"General/{copy}.lines", "one");
        var report = await school.IngestAsync();
        Assert.Equal((20, 0, 20L), (report.Ingested, report.Failed.Count, report.Embedded + report.Reused));
    }

    private SmallSchool School(Action<IngestionOptions>? configure = null) => new(rag =>
    {
        rag.Add<IDocumentReader>("breakable", _ => new BreakableReader()).Use<IChunker>("lines", _ => new LineChunker());
        if (configure is not null) rag.ConfigureIngestion(configure);
        _plan.Watch(rag);
    });

    private static async Task<IReadOnlyList<float[]>> VectorsAsync(SmallSchool school) =>
        [.. (await school.Store.ScanAsync("documents", AccessScope.ForSystem(SmallSchool.Tenant, "test"), new() { IncludeVectors = true }).ToListAsync())
            .OrderBy(r => r.Text, StringComparer.Ordinal).Select(r => r.Vector.ToArray())];
}
