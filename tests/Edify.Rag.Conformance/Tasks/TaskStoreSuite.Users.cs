namespace Edify.Rag.Conformance;

public abstract partial class TaskStoreSuite
{
    private static readonly CancellationToken CancelledAlready = new(canceled: true);

    /// <summary>The newest task comes first.</summary>
    [Fact]
    public async Task Tasks_are_listed_newest_first()
    {
        for (var i = 0; i < 5; i++) await AddAsync(New($"{i}", at: Noon.AddMinutes(i % 2 == 0 ? i : -i)));
        Assert.Equal(["4", "2", "0", "1", "3"], await Store.ListAsync(Asha).Select(t => t.Title).ToListAsync());
    }

    /// <summary>Nobody reaches a task of somebody else, by whatever member.</summary>
    [Fact]
    public async Task Tasks_of_others_are_not_there()
    {
        var task = await BegunAsync();
        await Store.EndAsync(KeyOf(task), 1, Done());
        var waiting = await AddAsync();
        foreach (var other in Others)
        {
            Assert.Empty(await Store.ListAsync(other).ToListAsync());
            Assert.Empty(await Store.ListNotificationsAsync(other).ToListAsync());
            Assert.Null(await Store.FindAsync(other, task.Task.Id));
            Assert.Null(await Store.ReadResultAsync(other, task.Task.Id));
            Assert.False(await Store.CancelAsync(other, waiting.Task.Id, Noon));
            Assert.False(await Store.DeleteAsync(other, task.Task.Id));
            Assert.Equal(0, await Store.DeleteAllAsync(other));
            Assert.Equal(0, await Store.MarkReadAsync(other, task.Task.Id));
            Assert.Equal(0, await Store.MarkReadAsync(other, null));
            Assert.Null(await Store.BeginAsync(RagTaskKey.Of(other, waiting.Task.Id), 1, Noon));
        }

        Assert.Equal(2, await Store.ListAsync(Asha).CountAsync());
        Assert.False(Assert.Single(await Store.ListNotificationsAsync(Asha).ToListAsync()).IsRead);
    }

    /// <summary>Each end is told once, and says how and why.</summary>
    [Fact]
    public async Task Every_end_is_one_notification()
    {
        var (done, failed, cancelled, _) = (await BegunAsync(New("done")), await BegunAsync(New("failed")), await AddAsync(New("cancelled")), await BegunAsync(New("running")));
        Assert.Empty(await Store.ListNotificationsAsync(Asha).ToListAsync());
        await Store.EndAsync(KeyOf(done), 1, Done());
        await Store.EndAsync(KeyOf(failed), 1, new(RagTaskState.Failed, Noon.AddMinutes(6)) { Reason = "No." });
        await Store.CancelAsync(Asha, cancelled.Task.Id, Noon.AddMinutes(7));
        await Store.EndAsync(KeyOf(done), 1, Done());

        var told = await (await OpenStoreAsync()).ListNotificationsAsync(Asha).ToListAsync();
        Assert.Equal([("cancelled", RagTaskState.Cancelled, ""), ("failed", RagTaskState.Failed, "No."), ("done", RagTaskState.Done, "")], told.Select(n => (n.Title, n.State, n.Reason)));
        Assert.All(told, n => Assert.False(n.IsRead));
        Assert.Equal((done.Task.Id, "research", Noon.AddMinutes(5)), (told[2].Id, told[2].Kind, told[2].At));
    }

    /// <summary>What was read stays so, one by one or all at once.</summary>
    [Fact]
    public async Task Notifications_are_marked_as_read()
    {
        var tasks = new List<NewRagTask>();
        for (var i = 0; i < 3; i++) tasks.Add(await BegunAsync());
        Assert.Equal(0, await Store.MarkReadAsync(Asha, tasks[0].Task.Id));
        foreach (var task in tasks) await Store.EndAsync(KeyOf(task), 1, Done());
        Assert.Equal(1, await Store.MarkReadAsync(Asha, tasks[0].Task.Id));
        Assert.Equal(0, await Store.MarkReadAsync(Asha, tasks[0].Task.Id));
        Assert.Equal(tasks[0].Task.Id, Assert.Single(await Store.ListNotificationsAsync(Asha).ToListAsync(), n => n.IsRead).Id);
        Assert.Equal(2, await Store.MarkReadAsync(Asha, null));
        Assert.All(await (await OpenStoreAsync()).ListNotificationsAsync(Asha).ToListAsync(), n => Assert.True(n.IsRead));
    }

    /// <summary>Who tells others gets what they need, and nothing before the end.</summary>
    [Fact]
    public async Task A_notice_is_there_with_the_end()
    {
        var task = await BegunAsync(New(isToBeTold: true) with { Webhook = new("https://hooks.example/a?b=c") });
        Assert.Null(await Store.FindNoticeAsync(KeyOf(task)));
        await Store.EndAsync(KeyOf(task), 1, Done());
        var notice = await Store.FindNoticeAsync(KeyOf(task));
        Assert.Equal(("school-1", "asha", "https://hooks.example/a?b=c"), (notice!.Tenant, notice.User, notice.Webhook!.AbsoluteUri));
        Assert.Equal(await FindAsync(task), notice.Task);
        await Store.SetToldAsync(KeyOf(task));
        Assert.Equal(notice.Id, (await Store.FindNoticeAsync(KeyOf(task)))!.Id);
    }

    /// <summary>What is deleted is gone, whatever state it was in, and nobody works on it any more.</summary>
    [Fact]
    public async Task What_is_deleted_is_gone()
    {
        var (running, over, kept) = (await BegunAsync(), await BegunAsync(), await AddAsync());
        await Store.SaveAsync(KeyOf(running), 1, "plan", "{}");
        await Store.EndAsync(KeyOf(over), 1, Done());
        Assert.True(await Store.DeleteAsync(Asha, running.Task.Id));
        Assert.False(await Store.DeleteAsync(Asha, running.Task.Id));
        Assert.False(await Store.ReportAsync(KeyOf(running), 1, new(1, "late")));
        Assert.False(await Store.SaveAsync(KeyOf(running), 1, "plan", "{}"));
        Assert.False(await Store.EndAsync(KeyOf(running), 1, Done()));
        Assert.Null(await Store.FindAsync(Asha, running.Task.Id));

        Assert.Equal(2, await Store.DeleteAllAsync(Asha));
        Assert.Null(await Store.ReadResultAsync(Asha, over.Task.Id));
        Assert.Empty(await (await OpenStoreAsync()).ListAsync(Asha).ToListAsync());
        Assert.Null(await Store.FindAsync(Asha, kept.Task.Id));
    }

    /// <summary>An erasure reaches tasks of any user of the tenant: those that name a document, or all.</summary>
    [Fact]
    public async Task What_names_a_document_is_erased_and_then_all_of_the_tenant()
    {
        var document = Guid.NewGuid();
        var (named, kept, other) = (await BegunAsync(), await BegunAsync(New(user: Others[0])), await BegunAsync(New(user: Others[1])));
        await Store.EndAsync(KeyOf(named), 1, Done($"{{\"documentId\":\"{document}\"}}"));
        await Store.EndAsync(KeyOf(other), 1, Done($"{{\"documentId\":\"{document}\"}}"));
        var saved = await BegunAsync(New(user: Others[0]));
        await Store.SaveAsync(KeyOf(saved), 1, "section", $"{{\"documentId\":\"{document}\"}}");

        Assert.Equal(2, await Store.EraseAsync(Asha.Tenant, [document, Guid.NewGuid()]));
        Assert.Null(await Store.FindAsync(Asha, named.Task.Id));
        Assert.Null(await Store.FindAsync(Others[0], saved.Task.Id));
        Assert.NotNull(await Store.FindAsync(Others[0], kept.Task.Id));

        Assert.Equal(1, await Store.EraseAsync(Asha.Tenant));
        Assert.Null(await Store.FindAsync(Others[0], kept.Task.Id));
        Assert.NotNull(await Store.FindAsync(Others[1], other.Task.Id));
    }

    /// <summary>Only what ended long ago goes by itself.</summary>
    [Fact]
    public async Task What_ended_long_ago_is_pruned()
    {
        var (old, young, running) = (await BegunAsync(), await BegunAsync(New(user: Others[0])), await BegunAsync(New(at: Noon.AddDays(-90))));
        await Store.EndAsync(KeyOf(old), 1, Done() with { At = Noon.AddDays(-31) });
        await Store.EndAsync(KeyOf(young), 1, Done() with { At = Noon.AddDays(-29) });
        Assert.Equal(1, await Store.PruneAsync(Noon.AddDays(-30)));
        Assert.Equal(0, await Store.PruneAsync(Noon.AddDays(-30)));
        Assert.Null(await Store.FindAsync(Asha, old.Task.Id));
        Assert.NotNull(await Store.FindAsync(Others[0], young.Task.Id));
        Assert.NotNull(await Store.FindAsync(Asha, running.Task.Id));
    }

    /// <summary>A token that is cancelled already stops every member that has not begun.</summary>
    [Fact]
    public async Task Nothing_happens_once_cancelled()
    {
        var task = await BegunAsync();
        Func<Task>[] calls =
        [
            () => Store.AddAsync(New(), CancelledAlready),
            () => Store.FindAsync(Asha, task.Task.Id, CancelledAlready),
            () => Store.CancelAsync(Asha, task.Task.Id, Noon, CancelledAlready),
            () => Store.DeleteAsync(Asha, task.Task.Id, CancelledAlready),
            () => Store.BeginAsync(KeyOf(task), 2, Noon, CancelledAlready),
            () => Store.ReportAsync(KeyOf(task), 1, new(9, "x"), CancelledAlready),
            () => Store.EndAsync(KeyOf(task), 1, Done(), CancelledAlready),
            async () => await Store.ListAsync(Asha, CancelledAlready).ToListAsync(CancellationToken.None),
        ];
        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        Assert.Equal(RagTaskState.Running, Assert.Single(await Store.ListAsync(Asha).ToListAsync()).State);
    }
}
