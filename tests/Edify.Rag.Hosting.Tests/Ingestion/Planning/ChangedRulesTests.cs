using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Planning;

/// <summary>A change of a stage costs exactly what it affects: counted in openings and embeddings.</summary>
public sealed class ChangedRulesTests : IDisposable
{
    private readonly LastingSchool _lasting = new();

    public void Dispose() => _lasting.Dispose();

    [Fact]
    public async Task Unchanged_documents_are_neither_opened_nor_embedded()
    {
        await IngestedAsync();
        var (report, plan) = await AgainAsync();
        Assert.Equal((2, 0), (report.Unchanged, report.Ingested));
        Assert.Empty(plan.Opened());
        Assert.Empty(plan.Embedded());
        Assert.DoesNotContain("ledger.write", plan.Calls);
    }

    [Fact]
    public async Task Another_reader_reads_its_own_documents_and_embeds_what_became_another_text()
    {
        await IngestedAsync();
        var (report, plan) = await AgainAsync(reader: "breakable/2");
        Assert.Equal((1, 1, 0L, 2L), (report.Ingested, report.Unchanged, report.Embedded, report.Reused));
        Assert.Equal(["General/a.lines"], plan.Opened());
        Assert.Empty(plan.Embedded());
    }

    [Fact]
    public async Task Another_chunker_reads_all_and_embeds_new_texts_only()
    {
        await IngestedAsync();
        var (report, plan) = await AgainAsync(rag => rag.UseRecursiveChunker());
        Assert.Equal((2, 0), (report.Ingested, report.Unchanged));
        Assert.Equal(["General/a.lines", "General/b.txt"], plan.Opened());
        Assert.Equal((1L, 1L), (report.Embedded, report.Reused));
    }

    [Fact]
    public async Task Other_metadata_rules_set_fields_without_reading_or_embedding()
    {
        await IngestedAsync();
        var (report, plan) = await AgainAsync(Rules("General", "notices"));
        Assert.Equal((2, 0, 0), (report.FieldsUpdated, report.Ingested, report.Unchanged));
        Assert.Empty(plan.Opened());
        Assert.Empty(plan.Embedded());

        await using var school = _lasting.Open(new(), Rules("General", "notices"));
        Assert.All(await school.RecordsAsync(), r => Assert.Equal("notices", r.Fields[RagFields.Category].AsText()));
        Assert.All(await school.RecordsAsync(), r => Assert.False(r.Fields.ContainsKey(RagFields.Module)));
        Assert.Equal(2, (await school.IngestAsync()).Unchanged);
        Assert.Empty((await school.Pipeline.ReconcileAsync(new(SmallSchool.Tenant), mend: false)).Differences);
    }

    [Fact]
    public async Task A_document_with_new_fields_is_replaced_and_taken_back_like_any_other()
    {
        await IngestedAsync();
        await AgainAsync(Rules("General", "notices"));

        await _lasting.PutAsync("General/a.lines", "one\nTWO");
        await using (var failing = _lasting.Open(new(), Rules("General", "notices"), failsAfter: 1))
        {
            Assert.Single((await failing.IngestAsync()).Failed);
            Assert.Equal(["Something.", "one", "two"], await failing.TextsAsync());
        }

        await using var school = _lasting.Open(new(), Rules("General", "notices"));
        await school.IngestAsync();
        Assert.Equal(["Something.", "TWO", "one"], await school.TextsAsync());
    }

    [Fact]
    public async Task A_run_that_dies_between_store_and_ledger_sets_the_fields_again()
    {
        await IngestedAsync();
        var plan = new CallPlan();
        plan.Fail("ledger.write", 100, () => new RagStateException("ledger", "The disk is full."));
        await using (var school = _lasting.Open(plan, Rules("General", "notices")))
            await Assert.ThrowsAsync<RagStateException>(() => school.IngestAsync());

        var (report, again) = await AgainAsync(Rules("General", "notices"));
        Assert.Equal(2, report.FieldsUpdated);
        Assert.Empty(again.Opened());
    }

    [Fact]
    public async Task Another_embedder_is_refused_with_what_to_do()
    {
        await IngestedAsync();
        await using var school = _lasting.Open(new(), rag => rag.UseHashingEmbeddings(o => o.Dimensions = 128));
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => school.IngestAsync());
        Assert.Contains("--recreate", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await school.RecordsAsync()).Count);
        await Assert.ThrowsAsync<VectorStoreException>(async () => await school.Pipeline.PlanAsync(new(SmallSchool.Tenant)).ToListAsync());
    }

    [Fact]
    public async Task Another_embedder_makes_the_collection_anew_on_demand_and_other_tenants_follow_with_their_next_run()
    {
        await IngestedAsync();
        await using (var before = _lasting.Open(new())) await before.Pipeline.RunAsync(new("riverside"));

        var plan = new CallPlan();
        await using var school = _lasting.Open(plan, rag => rag.UseHashingEmbeddings(o => o.Dimensions = 128));
        var request = new IngestionRequest(SmallSchool.Tenant) { Recreate = true };
        var planned = await school.Pipeline.PlanAsync(request).ToListAsync();
        Assert.All(planned, p => Assert.Equal((PlannedAction.Reprocess, PlanReason.EmbedderChanged), (p.Action, p.Reason)));

        Assert.Equal((2, 3L), await school.Pipeline.RunAsync(request) is var report ? (report.Ingested, report.Embedded) : default);
        Assert.Equal(128, (await school.Store.GetCollectionAsync("documents"))!.Dimension);
        Assert.Equal(2, (await school.Pipeline.RunAsync(new("riverside"))).Ingested);
        Assert.Equal(6, (await school.Store.MeasureCollectionAsync("documents")).Records);

        // It fits now: nothing is deleted again.
        Assert.Equal(2, (await school.Pipeline.RunAsync(request)).Unchanged);
        await Assert.ThrowsAsync<ArgumentException>(() => school.Pipeline.RunAsync(request with { Prefix = "General/" }));
    }

    private async Task IngestedAsync()
    {
        await _lasting.PutAsync("General/a.lines", "one\ntwo");
        await _lasting.PutAsync("General/b.txt", "Something.");
        await using var school = _lasting.Open(new());
        Assert.Equal(2, (await school.IngestAsync()).Ingested);
    }

    private async Task<(IngestionReport Report, CallPlan Plan)> AgainAsync(Action<IRagBuilder>? configure = null, string reader = "breakable/1")
    {
        var plan = new CallPlan();
        await using var school = _lasting.Open(plan, configure, reader);
        return (await school.IngestAsync(), plan);
    }

    private static Action<IRagBuilder> Rules(string folder, string category) => rag => rag.UsePathTemplates(o =>
        o.Templates.Add(new PathTemplateRule { Pattern = $"{folder}/**", Fields = { [RagFields.Category] = category } }));
}
