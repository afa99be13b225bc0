using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

/// <summary>A worker does with changed metadata rules what a single run does, under its lease.</summary>
public sealed class WorkerFieldUpdateTests : IDisposable
{
    private const string Name = "General/a.lines";

    private readonly LastingSchool _lasting = new();
    private readonly CallPlan _plan = new();

    public void Dispose() => _lasting.Dispose();

    [Fact]
    public async Task Fields_are_set_without_reading_and_committed_with_the_job()
    {
        await using var school = await IngestedAsync();
        var worker = new LeasedDocument(school);

        Assert.Null(await worker.BeginAsync(Name));
        Assert.Equal(Name, Assert.Single(worker.Committed).Key.Name);
        Assert.True(worker.Job!.IsCommitted);
        Assert.Equal((1, 1), (worker.Report.Listed, worker.Report.FieldsUpdated));
        Assert.Equal(["notices", "notices"], await CategoriesAsync(school));
        Assert.Equal((1, 0), await school.IngestAsync() is var report ? (report.Unchanged, report.FieldsUpdated) : default);
        Assert.Empty(_plan.Opened());
        Assert.Empty(_plan.Embedded());
    }

    [Fact]
    public async Task What_another_worker_has_by_now_is_not_committed_and_left_to_it()
    {
        await using var school = await IngestedAsync();
        var worker = new LeasedDocument(school) { IsTaken = true };

        Assert.Null(await worker.BeginAsync(Name));
        Assert.True(worker.Job!.IsLost);
        Assert.Equal(0, worker.Report.FieldsUpdated);
        Assert.Equal(1, (await school.IngestAsync()).FieldsUpdated);
        Assert.Empty(_plan.Opened());
    }

    [Fact]
    public async Task A_worker_whose_lease_ran_out_leaves_the_store_alone()
    {
        await using var school = await IngestedAsync();
        var worker = new LeasedDocument(school) { RunsOut = true };

        Assert.Null(await worker.BeginAsync(Name));
        Assert.Empty(worker.Committed);
        Assert.Equal(0, worker.Report.FieldsUpdated);
        Assert.Equal([null, null], await CategoriesAsync(school));
    }

    [Fact]
    public async Task A_document_of_which_the_store_holds_another_version_is_read()
    {
        await using var school = await IngestedAsync();
        await school.Store.UpdateFieldsAsync(
            "documents",
            VectorFilter.Equal(RagFields.Tenant, SmallSchool.Tenant) & VectorFilter.Equal(RagFields.Ordinal, 1L),
            new Dictionary<string, FieldValue> { [RagFields.Version] = FieldValue.Many("another") });
        var worker = new LeasedDocument(school);

        Assert.Equal(Name, (await worker.BeginAsync(Name))?.Key.Name);
        Assert.Empty(worker.Committed);
        Assert.Equal((1, 0), await school.IngestAsync() is var report ? (report.Ingested, report.FieldsUpdated) : default);
        Assert.Equal(["notices", "notices"], await CategoriesAsync(school));
    }

    [Fact]
    public async Task A_document_that_took_down_its_workers_is_given_up_though_it_need_not_be_read()
    {
        await using var school = await IngestedAsync();
        var document = await new LeasedDocument(school).BeginAsync(Name, givenUp: "Its workers did not come back.");
        Assert.True(document!.IsGivenUp);
        Assert.Equal([null, null], await CategoriesAsync(school));
    }

    // Ingested by a run, and opened with other rules.
    private async Task<SmallSchool> IngestedAsync()
    {
        await _lasting.PutAsync(Name, "one\ntwo");
        await using (var before = _lasting.Open(new())) Assert.Equal(1, (await before.IngestAsync()).Ingested);
        return _lasting.Open(_plan, rag => rag.UsePathTemplates(o =>
            o.Templates.Add(new PathTemplateRule { Pattern = "General/**", Fields = { [RagFields.Category] = "notices" } })));
    }

    private static async Task<IReadOnlyList<string?>> CategoriesAsync(SmallSchool school) =>
        [.. (await school.RecordsAsync()).Select(r => r.Fields.TryGetValue(RagFields.Category, out var category) ? category.AsText() : null)];
}
