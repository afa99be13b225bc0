namespace Edify.Rag.Conformance;

public abstract partial class TaskStoreSuite
{
    /// <summary>What was added is there, in another process too, and who begins gets all of it.</summary>
    [Fact]
    public async Task A_task_is_kept_as_it_was_added_and_handed_to_who_begins()
    {
        var added = await AddAsync(New("Gebühren? 長い"));
        Assert.Equal(added.Task, await (await OpenStoreAsync()).FindAsync(Asha, added.Task.Id));
        var work = await Store.BeginAsync(KeyOf(added), 7, Noon.AddMinutes(1));
        Assert.NotNull(work);
        Assert.Equal(added.Input, work.Input);
        Assert.Equal((Asha.Id, Asha.Tenant), (work.User.Id, work.User.Tenant));
        Assert.Equal(Asha.Roles, work.User.Roles);
        Assert.Equal(Asha.Grades, work.User.Grades);
        Assert.Equal(Asha.Classes, work.User.Classes);
        Assert.Equal("red", work.User.Attributes["house"]);
        Assert.Empty(work.Saved);
        Assert.Equal((RagTaskState.Running, Noon.AddMinutes(1)), (work.Task.State, work.Task.StartedAt));
        Assert.Equal(work.Task, await FindAsync(added));
    }

    /// <summary>How far a task is can be read at once, and every change has a higher number.</summary>
    [Fact]
    public async Task Progress_is_kept_and_numbered()
    {
        var task = await BegunAsync();
        var before = (await FindAsync(task)).Sequence;
        Assert.True(await Store.ReportAsync(KeyOf(task), 1, new(40, "2 of 5", TimeSpan.FromSeconds(90))));
        var now = await FindAsync(task);
        Assert.Equal((40.0, "2 of 5", (TimeSpan?)TimeSpan.FromSeconds(90)), (now.Percent, now.Stage, now.Remaining));
        Assert.True(now.Sequence > before);
        Assert.True(await Store.ReportAsync(KeyOf(task), 1, progress: null));
        Assert.Equal(now, await FindAsync(task));
    }

    /// <summary>What a try kept is there for the next one, the last of each name.</summary>
    [Fact]
    public async Task What_was_saved_is_handed_to_who_goes_on()
    {
        var task = await BegunAsync();
        Assert.True(await Store.SaveAsync(KeyOf(task), 1, "plan", "[1]"));
        Assert.True(await Store.SaveAsync(KeyOf(task), 1, "section/0", "\"長\\n\""));
        Assert.True(await Store.SaveAsync(KeyOf(task), 1, "plan", "[2]"));
        Assert.True(await Store.SuspendAsync(KeyOf(task), 1, "interrupted"));
        Assert.Equal((RagTaskState.Queued, "interrupted"), ((await FindAsync(task)).State, (await FindAsync(task)).Stage));

        var again = await (await OpenStoreAsync()).BeginAsync(KeyOf(task), 2, Noon.AddHours(1));
        Assert.Equal([("plan", "[2]"), ("section/0", "\"長\\n\"")], again!.Saved.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)));
        Assert.Equal(Noon.AddMinutes(1), again.Task.StartedAt);
    }

    /// <summary>Who lost a task to a later lease changes nothing any more.</summary>
    [Fact]
    public async Task An_older_lease_is_refused()
    {
        var task = await BegunAsync();
        Assert.NotNull(await Store.BeginAsync(KeyOf(task), 2, Noon));
        Assert.Null(await Store.BeginAsync(KeyOf(task), 1, Noon));
        Assert.False(await Store.ReportAsync(KeyOf(task), 1, new(99, "late")));
        Assert.False(await Store.ReportAsync(KeyOf(task), 1, progress: null));
        Assert.False(await Store.SaveAsync(KeyOf(task), 1, "plan", "late"));
        Assert.False(await Store.SuspendAsync(KeyOf(task), 1, "late"));
        Assert.False(await Store.EndAsync(KeyOf(task), 1, Done()));
        Assert.Equal((RagTaskState.Running, string.Empty), ((await FindAsync(task)).State, (await FindAsync(task)).Stage));
        Assert.True(await Store.EndAsync(KeyOf(task), 2, Done()));
    }

    /// <summary>A task ends once; what it came to is there with its end, and nothing is left to do.</summary>
    [Fact]
    public async Task A_task_ends_once_with_its_result()
    {
        var task = await BegunAsync();
        Assert.Null(await Store.ReadResultAsync(Asha, task.Task.Id));
        Assert.True(await Store.EndAsync(KeyOf(task), 1, Done("{\"text\":\"長\"}")));
        var ended = await FindAsync(task);
        Assert.Equal((RagTaskState.Done, 100.0, Noon.AddMinutes(5)), (ended.State, ended.Percent, ended.EndedAt));
        Assert.Equal("{\"text\":\"長\"}", await (await OpenStoreAsync()).ReadResultAsync(Asha, task.Task.Id));

        Assert.False(await Store.EndAsync(KeyOf(task), 1, Done("{}")));
        Assert.False(await Store.EndAsync(KeyOf(task), null, Done("{}")));
        Assert.Null(await Store.BeginAsync(KeyOf(task), 9, Noon));
        Assert.False(await Store.CancelAsync(Asha, task.Task.Id, Noon));
        Assert.Equal(ended, await FindAsync(task));
        Assert.Empty(await Store.ListOpenAsync().ToListAsync());
    }

    /// <summary>A task whose processes died is ended without a lease.</summary>
    [Fact]
    public async Task What_nobody_works_on_any_more_can_be_ended()
    {
        var task = await BegunAsync();
        Assert.True(await Store.EndAsync(KeyOf(task), null, new(RagTaskState.Failed, Noon) { Reason = "It died." }));
        Assert.Equal((RagTaskState.Failed, "It died."), ((await FindAsync(task)).State, (await FindAsync(task)).Reason));
        Assert.Null(await Store.ReadResultAsync(Asha, task.Task.Id));
    }

    /// <summary>What was called off is over, whoever works on it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_that_was_called_off_is_nobodys(bool isRunning)
    {
        var task = isRunning ? await BegunAsync() : await AddAsync();
        Assert.True(await Store.CancelAsync(Asha, task.Task.Id, Noon.AddMinutes(2)));
        Assert.False(await Store.CancelAsync(Asha, task.Task.Id, Noon.AddMinutes(3)));
        Assert.False(await Store.ReportAsync(KeyOf(task), 1, progress: null));
        Assert.False(await Store.SaveAsync(KeyOf(task), 1, "plan", "{}"));
        Assert.False(await Store.EndAsync(KeyOf(task), 1, Done()));
        Assert.Null(await Store.BeginAsync(KeyOf(task), 5, Noon));
        Assert.Equal((RagTaskState.Cancelled, Noon.AddMinutes(2)), ((await FindAsync(task)).State, (await FindAsync(task)).EndedAt));
    }

    /// <summary>Of many who end a task at once one does, and there is one notification.</summary>
    [Fact]
    public async Task Of_many_ends_at_once_one_counts()
    {
        var task = await BegunAsync();
        var stores = new List<IRagTaskStore>();
        for (var i = 0; i < 4; i++) stores.Add(await OpenStoreAsync());
        var ended = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => i % 3 == 0
            ? stores[i % 4].CancelAsync(Asha, task.Task.Id, Noon)
            : stores[i % 4].EndAsync(KeyOf(task), 1, Done($"{i}")))));
        Assert.Single(ended, won => won);
        Assert.Single(await Store.ListNotificationsAsync(Asha).ToListAsync());
    }

    /// <summary>What is left to do is listed, of all users; what others are still to be told of an end too.</summary>
    [Fact]
    public async Task What_is_open_is_listed_until_it_has_ended_and_was_told()
    {
        var (waiting, running, untold) = (await AddAsync(), await BegunAsync(New(user: Others[0])), await BegunAsync(New(user: Others[1], isToBeTold: true)));
        var over = await BegunAsync();
        await Store.EndAsync(KeyOf(untold), 1, Done());
        await Store.EndAsync(KeyOf(over), 1, Done());

        var open = (await Store.ListOpenAsync().ToListAsync()).ToDictionary(o => o.Key.Id);
        Assert.Equal(3, open.Count);
        Assert.Equal(new(KeyOf(waiting), "school-1", "research", RagTaskState.Queued, Noon), open[waiting.Task.Id]);
        Assert.Equal(RagTaskState.Running, open[running.Task.Id].State);
        Assert.Equal((RagTaskState.Done, "school-2"), (open[untold.Task.Id].State, open[untold.Task.Id].Tenant));

        await Store.SetToldAsync(KeyOf(untold));
        Assert.Equal(2, await Store.ListOpenAsync().CountAsync());
    }
}
