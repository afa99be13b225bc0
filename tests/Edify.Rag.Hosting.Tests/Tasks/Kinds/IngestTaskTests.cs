using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Tasks.Kinds;

public sealed class IngestTaskTests
{
    [Fact]
    public async Task An_administrator_has_documents_ingested()
    {
        await using var house = new TaskHouse();
        await house.School.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await house.School.PutAsync("SOP/fees/late.txt", "A late fee is charged.");
        var task = await house.Start().Tasks.SubmitAsync(SmallSchool.Admin, RagTaskKinds.Ingest, new() { Prefix = "General/" });
        Assert.Equal(RagTaskState.Done, (await house.EndAsync(SmallSchool.Admin, task.Id)).State);
        Assert.Equal((1, 1), (await house.Tasks.ReadResultAsync(SmallSchool.Admin, RagTaskKinds.Ingest, task.Id)) is { } report ? (report.Listed, report.Ingested) : default);
        Assert.Equal(["The first bell rings at eight."], await house.School.TextsAsync());
    }

    [Fact]
    public async Task Nobody_else_has()
    {
        await using var house = new TaskHouse();
        await Assert.ThrowsAsync<RagTaskRefusedException>(() => house.Tasks.SubmitAsync(SmallSchool.Teacher, RagTaskKinds.Ingest, new()));
    }

    [Fact]
    public async Task Who_may_is_looked_at_again_when_it_runs()
    {
        var may = true;
        await using var house = new TaskHouse(configure: rag => rag.AllowIngestTasks(user => may && user.Id == SmallSchool.Teacher.Id));
        await Assert.ThrowsAsync<RagTaskRefusedException>(() => house.Tasks.SubmitAsync(SmallSchool.Admin, RagTaskKinds.Ingest, new()));
        var task = await house.Tasks.SubmitAsync(SmallSchool.Teacher, RagTaskKinds.Ingest, new());
        may = false;
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Equal(RagTaskState.Failed, (await house.Tasks.FindAsync(SmallSchool.Teacher, task.Id))!.State);
    }
}
