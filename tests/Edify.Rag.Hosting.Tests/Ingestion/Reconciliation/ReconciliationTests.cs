using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Reconciliation;

public class ReconciliationTests
{
    private static readonly IngestionRequest Request = new(SmallSchool.Tenant);

    private readonly CallPlan _calls = new();

    [Fact]
    public async Task After_a_run_everything_agrees()
    {
        await using var school = await IngestedAsync();
        var report = await school.Pipeline.ReconcileAsync(Request, mend: true);
        Assert.Equal((7, 0, false), (report.Documents, report.Differences.Count, report.Mended));
        Assert.Null(report.Processed);
    }

    [Fact]
    public async Task Every_kind_of_difference_is_found_mended_and_then_gone()
    {
        await using var school = await IngestedAsync();
        await DisturbAsync(school);

        var report = await school.Pipeline.ReconcileAsync(Request, mend: true);
        Assert.Equal(
            [
                ("General/new.lines", DifferenceKind.NeverIngested),
                ("General/changed.lines", DifferenceKind.Outdated),
                ("General/gone.lines", DifferenceKind.BlobGone),
                ("General/orphan.lines", DifferenceKind.Orphaned),
                ("General/unknown.lines", DifferenceKind.Orphaned),
                ("General/lost.lines", DifferenceKind.ChunkCount),
                ("General/twice.lines", DifferenceKind.LeftoverVersion),
            ],
            report.Differences.Select(d => (d.Name, d.Kind)));
        Assert.All(report.Differences, d => Assert.NotEmpty(d.Detail));
        Assert.True(report.Mended);

        // Two of what is gone, two of the orphan, one left over.
        Assert.Equal((5L, 4), (report.ChunksRemoved, report.Processed!.Ingested));
        Assert.Empty((await school.Pipeline.ReconcileAsync(Request, mend: true)).Differences);
        Assert.Equal(
            ["changed", "lost 1", "lost 2", "new", "same 1", "same 2", "twice 1", "twice 2", "unknown 1", "unknown 2"], await school.TextsAsync());
        Assert.Equal(6, (await school.IngestAsync()).Unchanged);
    }

    [Fact]
    public async Task A_dry_run_finds_the_same_and_writes_nothing()
    {
        await using var school = await IngestedAsync();
        await DisturbAsync(school);
        var before = _calls.Calls.Count;
        var first = await school.Pipeline.ReconcileAsync(Request, mend: false);
        Assert.DoesNotContain(_calls.Calls.Skip(before), c => c is "store.upsert" or "store.delete" or "ledger.write" or "ledger.remove" or "source.open");
        Assert.Equal(7, first.Differences.Count);
        Assert.False(first.Mended);
        Assert.Equal(first.Differences, (await school.Pipeline.ReconcileAsync(Request, mend: false)).Differences);
    }

    [Fact]
    public async Task What_counting_cannot_tell_is_found_too()
    {
        await using var school = await IngestedAsync();
        await DeleteChunkAsync(school, "lost 2");
        await AddStrayAsync(school, "twice 1");
        Assert.Equal(7, (await school.IngestAsync()).Unchanged);

        var report = await school.Pipeline.ReconcileAsync(Request, mend: true);
        Assert.Equal([DifferenceKind.ChunkCount, DifferenceKind.LeftoverVersion], report.Differences.Select(d => d.Kind));
        Assert.Equal(1, report.Processed!.Ingested);
        Assert.Equal(14, (await school.RecordsAsync()).Count);
        Assert.Empty((await school.Pipeline.ReconcileAsync(Request, mend: false)).Differences);
    }

    [Fact]
    public async Task A_document_that_failed_and_says_so_is_no_difference()
    {
        await using var school = await IngestedAsync();
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
        await school.IngestAsync();
        Assert.Empty((await school.Pipeline.ReconcileAsync(Request, mend: false)).Differences);
    }

    [Fact]
    public async Task Documents_outside_the_prefix_and_of_other_tenants_are_left_alone()
    {
        await using var school = await IngestedAsync();
        await school.Pipeline.RunAsync(new("riverside"));
        await DisturbAsync(school);
        Assert.Empty((await school.Pipeline.ReconcileAsync(Request with { Prefix = "SOP/" }, mend: true)).Differences);
        await school.Pipeline.ReconcileAsync(Request, mend: true);
        Assert.Equal(14, await school.Store.CountAsync("documents", AccessScope.ForSystem("riverside", "test")));
    }

    [Fact]
    public async Task A_mending_that_is_cut_off_is_finished_by_the_next_one()
    {
        await using var school = await IngestedAsync();
        await DisturbAsync(school);
        var deletions = _calls.Calls.Count(c => c == "store.delete");
        _calls.OnCall = (what, ofKind, _) =>
        {
            if (what == "ledger.remove" && ofKind >= 1) throw new RagStateException("ledger", "The disk is full.");
        };
        await Assert.ThrowsAsync<RagStateException>(() => school.Pipeline.ReconcileAsync(Request, mend: true));
        Assert.True(_calls.Calls.Count(c => c == "store.delete") > deletions);

        _calls.OnCall = null;
        await school.Pipeline.ReconcileAsync(Request, mend: true);
        Assert.Empty((await school.Pipeline.ReconcileAsync(Request, mend: false)).Differences);
        Assert.Equal(10, (await school.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Chunks_of_a_first_run_that_died_are_left_over_and_the_document_is_tried_all_the_same()
    {
        await using var school = await IngestedAsync();
        var entry = await school.Ledger.ListAsync(SmallSchool.Tenant).SingleAsync(e => e.Key.Name == "General/same.lines");
        await school.Ledger.WriteAsync([entry with { Status = LedgerStatus.Started, Chunks = 0, Fingerprint = string.Empty, Attempts = 1 }]);

        var report = await school.Pipeline.ReconcileAsync(Request, mend: true);
        Assert.Equal(DifferenceKind.LeftoverVersion, Assert.Single(report.Differences).Kind);
        Assert.Equal(2, report.ChunksRemoved);
        Assert.Null(report.Processed);
        Assert.Empty((await school.Pipeline.ReconcileAsync(Request, mend: false)).Differences);
        Assert.Equal(1, (await school.IngestAsync()).Ingested);
        Assert.Equal(14, (await school.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Before_the_first_run_all_is_missing_and_mending_ingests_it()
    {
        await using var school = School();
        await school.PutAsync("General/a.lines", "one");
        Assert.Equal(DifferenceKind.NeverIngested, Assert.Single((await school.Pipeline.ReconcileAsync(Request, mend: false)).Differences).Kind);
        Assert.Null(await school.Store.GetCollectionAsync("documents"));
        Assert.Equal(1, (await school.Pipeline.ReconcileAsync(Request, mend: true)).Processed!.Ingested);
    }

    private async Task<SmallSchool> IngestedAsync()
    {
        var school = School();
        foreach (var name in (string[])["changed", "gone", "lost", "orphan", "same", "twice", "unknown"])
            await school.PutAsync($"General/{name}.lines", $"{name} 1\n{name} 2");
        await school.IngestAsync();
        return school;
    }

    private static async Task DisturbAsync(SmallSchool school)
    {
        await school.PutAsync("General/new.lines", "new");
        await school.PutAsync("General/changed.lines", "changed");
        await school.Blobs.DeleteAsync("General/gone.lines");
        await school.Blobs.DeleteAsync("General/orphan.lines");
        foreach (var entry in await school.Ledger.ListAsync(SmallSchool.Tenant).Where(e => e.Key.Name is "General/orphan.lines" or "General/unknown.lines").ToListAsync())
            await school.Ledger.RemoveAsync([entry.Key]);
        await DeleteChunkAsync(school, "lost 2");
        await AddStrayAsync(school, "twice 1");
    }

    private static async Task DeleteChunkAsync(SmallSchool school, string text)
    {
        var record = (await school.RecordsAsync()).Single(r => r.Text == text);
        await school.Store.DeleteAsync(
            "documents",
            VectorFilter.Equal(RagFields.Tenant, SmallSchool.Tenant) & VectorFilter.Equal(RagFields.Name, record.Fields[RagFields.Name]) & VectorFilter.Equal(RagFields.Ordinal, record.Fields[RagFields.Ordinal]));
    }

    private static async Task AddStrayAsync(SmallSchool school, string like)
    {
        var record = (await school.Store.ScanAsync("documents", AccessScope.ForSystem(SmallSchool.Tenant, "test"), new() { IncludeVectors = true }).ToListAsync()).Single(r => r.Text == like);
        var fields = new Dictionary<string, FieldValue>(record.Fields) { [RagFields.Version] = FieldValue.Many("another") };
        await school.Store.UpsertAsync("documents", [record with { Id = Guid.NewGuid(), Text = "stray", Fields = fields }]);
    }

    private SmallSchool School() => new(rag => _calls.Watch(
        rag.Add<IDocumentReader>("breakable", _ => new BreakableReader()).UseDocumentReaders().Use<IChunker>("lines", _ => new LineChunker())));
}
