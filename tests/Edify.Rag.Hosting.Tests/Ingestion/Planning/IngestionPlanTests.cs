using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Planning;

public class IngestionPlanTests
{
    private readonly CallPlan _calls = new();

    [Fact]
    public async Task Each_document_has_its_action_and_reason()
    {
        await using var school = School();
        await UnevenAsync(school);

        var plan = await PlanAsync(school);
        Assert.Equal(
            [
                ("General/.hidden.lines", PlannedAction.Skip, PlanReason.Hidden),
                ("General/changed.lines", PlannedAction.Reprocess, PlanReason.Changed),
                ("General/failed.pdf", PlannedAction.Reprocess, PlanReason.FailedBefore),
                ("General/lost.lines", PlannedAction.Reprocess, PlanReason.StoreDiffers),
                ("General/new.lines", PlannedAction.Ingest, PlanReason.New),
                ("General/same.lines", PlannedAction.Skip, PlanReason.Unchanged),
                ("General/unknown.lines", PlannedAction.Reprocess, PlanReason.NotInLedger),
                ("General/gone.lines", PlannedAction.Remove, PlanReason.Gone),
            ],
            plan.Select(p => (p.Name, p.Action, p.Reason)));
        Assert.All(plan, p => Assert.NotEmpty(p.Detail));
        Assert.Equal(3, plan.Single(p => p.Reason == PlanReason.New).Size);
    }

    [Fact]
    public async Task The_run_does_what_the_plan_says()
    {
        await using var school = School();
        await UnevenAsync(school);
        var plan = await PlanAsync(school);
        var before = _calls.Calls.Count;

        var report = await school.IngestAsync();
        Assert.Equal(plan.Where(p => p.IsRead).Select(p => p.Name), OpenedSince(before));
        Assert.Equal(plan.Count(p => p.IsRead), report.Ingested + report.Failed.Count);
        Assert.Equal(plan.Count(p => p.Action == PlannedAction.Remove), report.Removed);
        Assert.Equal(plan.Count(p => p.Reason == PlanReason.Unchanged), report.Unchanged);
    }

    [Fact]
    public async Task A_plan_writes_nothing_and_opens_nothing()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one");
        Assert.Equal((PlannedAction.Ingest, PlanReason.New), Assert.Single(await PlanAsync(school)) is var p ? (p.Action, p.Reason) : default);
        Assert.Null(await school.Store.GetCollectionAsync("documents"));
        Assert.All(_calls.Calls, c => Assert.True(c is "source.list" or "source.item" or "ledger.list", c));

        await school.IngestAsync();
        await school.Blobs.DeleteAsync("General/a.lines");
        var before = _calls.Calls.Count;
        Assert.Equal(PlannedAction.Remove, Assert.Single(await PlanAsync(school)).Action);
        Assert.All(_calls.Calls.Skip(before), c => Assert.True(c is "source.list" or "source.item" or "ledger.list", c));
        Assert.Single(await school.RecordsAsync());
    }

    [Fact]
    public async Task A_store_that_was_lost_is_told_for_every_document()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one");
        await school.IngestAsync();
        await school.Store.DropCollectionAsync("documents");
        Assert.Equal((PlannedAction.Reprocess, PlanReason.StoreDiffers), Assert.Single(await PlanAsync(school)) is var p ? (p.Action, p.Reason) : default);
    }

    [Fact]
    public async Task What_changed_is_told_from_what_to_what()
    {
        using var lasting = new LastingSchool();
        await lasting.PutAsync("General/a.lines", "one");
        await lasting.PutAsync("General/b.txt", "Something.");
        await using (var before = lasting.Open(new())) await before.IngestAsync();

        await using (var reader = lasting.Open(new(), reader: "breakable/2"))
        {
            var changed = Assert.Single(await PlanAsync(reader), p => p.Action != PlannedAction.Skip);
            Assert.Equal(("General/a.lines", PlanReason.ReaderChanged), (changed.Name, changed.Reason));
            Assert.Contains("breakable/1 → breakable/2", changed.Detail, StringComparison.Ordinal);
        }

        await using (var chunker = lasting.Open(new(), rag => rag.UseRecursiveChunker()))
            Assert.All(await PlanAsync(chunker), p => Assert.Contains("lines/1 → ", p.Reason == PlanReason.ChunkerChanged ? p.Detail : "", StringComparison.Ordinal));

        await using var rules = lasting.Open(new(), rag => rag.UsePathTemplates(o => o.Templates.Add(new PathTemplateRule { Pattern = "General/{book}" })));
        Assert.All(await PlanAsync(rules), p => Assert.Equal((PlannedAction.UpdateFields, PlanReason.MetadataRulesChanged), (p.Action, p.Reason)));
    }

    [Fact]
    public async Task Documents_in_quarantine_and_wishes_of_the_request_are_told()
    {
        await using var school = School(o => o.MaxAttempts = 1);
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
        await school.PutAsync("General/good.lines", "one");
        await school.IngestAsync();

        Assert.Equal(PlannedAction.Quarantine, (await PlanAsync(school))[0].Action);
        var retried = await school.Pipeline.PlanAsync(new(SmallSchool.Tenant) { RetryQuarantined = true, Force = true }).ToListAsync();
        Assert.Equal([PlanReason.RetriedOnDemand, PlanReason.Forced], retried.Select(p => p.Reason));
    }

    [Fact]
    public async Task A_document_that_is_hidden_now_is_removed_for_that_reason()
    {
        using var lasting = new LastingSchool();
        await lasting.PutAsync("General/~$a.lines", "one");
        await using (var before = lasting.Open(new(), rag => rag.ConfigureIngestion(o => o.IncludeHidden = true))) await before.IngestAsync();
        await using var school = lasting.Open(new());
        Assert.Equal((PlannedAction.Remove, PlanReason.Hidden), Assert.Single(await PlanAsync(school)) is var p ? (p.Action, p.Reason) : default);
        Assert.Equal(1, (await school.IngestAsync()).Removed);
    }

    [Fact]
    public async Task Ten_thousand_unchanged_documents_are_decided_without_opening_one()
    {
        await using var school = School();
        for (var i = 0; i < 10_000; i++) await school.PutAsync($"General/{i:D5}.lines", "one");
        await school.IngestAsync();
        var before = _calls.Opened().Count;

        var report = await school.IngestAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"10,000 unchanged in {report.Elapsed.TotalMilliseconds:N0} ms");
        Assert.Equal(10_000, report.Unchanged);
        Assert.Equal(10_000, await school.Pipeline.PlanAsync(new(SmallSchool.Tenant)).CountAsync(p => p.Reason == PlanReason.Unchanged));
        Assert.Equal(before, _calls.Opened().Count);
    }

    private static async Task UnevenAsync(SmallSchool school)
    {
        foreach (var name in (string[])["changed", "gone", "lost", "same", "unknown"]) await school.PutAsync($"General/{name}.lines", name);
        await school.Blobs.UploadAsync("General/failed.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
        await school.IngestAsync();

        await school.PutAsync("General/.hidden.lines", "hidden");
        await school.PutAsync("General/changed.lines", "changed\nmore");
        await school.PutAsync("General/new.lines", "new");
        await school.Blobs.DeleteAsync("General/gone.lines");

        // Two that the store lost and one that it has too much: were it one each, the numbers would agree.
        foreach (var name in (string[])["lost", "gone"])
            await school.Store.DeleteAsync("documents", VectorFilter.Equal(RagFields.Name, $"General/{name}.lines"));
        var unknown = await school.Ledger.ListAsync(SmallSchool.Tenant).SingleAsync(e => e.Key.Name == "General/unknown.lines");
        await school.Ledger.RemoveAsync([unknown.Key]);
    }

    private IReadOnlyList<string> OpenedSince(int calls) =>
        [.. _calls.Calls.Skip(calls).Where(c => c.StartsWith("source.open:", StringComparison.Ordinal)).Select(c => c["source.open:".Length..]).Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<PlannedDocument>> PlanAsync(SmallSchool school) =>
        await school.Pipeline.PlanAsync(new(SmallSchool.Tenant)).ToListAsync();

    private SmallSchool School(Action<IngestionOptions>? configure = null) => new(rag =>
    {
        rag.Add<IDocumentReader>("breakable", _ => new BreakableReader()).UseDocumentReaders().Use<IChunker>("lines", _ => new LineChunker());
        if (configure is not null) rag.ConfigureIngestion(configure);
        _calls.Watch(rag);
    });
}
