using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Tasks;

public sealed class RagTasksTests
{
    private static readonly RagUser Head = SmallSchool.Admin;

    [Fact]
    public async Task A_task_is_queued_then_runs_and_is_done()
    {
        var go = new TaskCompletionSource();
        await using var house = With(TestHandler.Waiting(go.Task));
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        Assert.Equal((RagTaskState.Queued, "A test of two lines", TestHandler.Name), (task.State, task.Title, task.Kind));
        Assert.Equal(task, Assert.Single(await house.Tasks.ListAsync(Head).ToListAsync()));

        house.Start();
        await foreach (var now in house.Tasks.FollowAsync(Head, task.Id))
        {
            if (now.State == RagTaskState.Running) go.TrySetResult();
        }

        var done = await house.Tasks.FindAsync(Head, task.Id);
        Assert.Equal((RagTaskState.Done, 100.0), (done!.State, done.Percent));
        Assert.Equal("\"done\"", await house.Tasks.ReadResultAsync(Head, task.Id));
        Assert.Equal(task.Id, Assert.Single(await house.Notifications.ListAsync(Head, unreadOnly: true).ToListAsync()).Id);
        Assert.True(await house.Notifications.MarkReadAsync(Head, task.Id));
        Assert.Empty(await house.Notifications.ListAsync(Head, unreadOnly: true).ToListAsync());
    }

    [Fact]
    public async Task Who_follows_sees_numbers_grow_and_goes_on_where_they_were()
    {
        await using var house = With(new(async (context, token) =>
        {
            for (var i = 1; i <= 5; i++)
            {
                context.Report(i * 20, $"step {i}");
                await Task.Delay(40, token);
            }

            return "{}";
        }));
        house.Start();
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        var seen = await house.Tasks.FollowAsync(Head, task.Id).ToListAsync();
        Assert.Equal(seen.Select(t => t.Sequence).Distinct().Order(), seen.Select(t => t.Sequence));
        Assert.Contains(seen, t => t.State == RagTaskState.Running && t.Stage.StartsWith("step", StringComparison.Ordinal));
        Assert.Equal(RagTaskState.Done, seen[^1].State);

        Assert.Equal(seen[^1], Assert.Single(await house.Tasks.FollowAsync(Head, task.Id, seen[0].Sequence).ToListAsync()));
        Assert.Empty(await house.Tasks.FollowAsync(Head, task.Id, seen[^1].Sequence).ToListAsync());
        Assert.Empty(await house.Tasks.FollowAsync(SmallSchool.Teacher, task.Id).ToListAsync());
    }

    [Fact]
    public async Task A_task_that_waits_can_be_called_off_and_never_begins()
    {
        var handler = TestHandler.Waiting(Task.CompletedTask);
        await using var house = With(handler);
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        Assert.False(await house.Tasks.CancelAsync(SmallSchool.Teacher, task.Id));
        Assert.True(await house.Tasks.CancelAsync(Head, task.Id));
        Assert.False(await house.Tasks.CancelAsync(Head, task.Id));
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Equal(0, handler.Begun);
        Assert.Equal(RagTaskState.Cancelled, (await house.Tasks.FindAsync(Head, task.Id))!.State);
        Assert.Equal(RagTaskState.Cancelled, Assert.Single(await house.Notifications.ListAsync(Head).ToListAsync()).State);
        Assert.Equal(0, (await house.Queue.CountAsync()).Open);
    }

    [Fact]
    public async Task A_task_that_runs_stops_when_it_is_called_off_also_by_another_process()
    {
        using var state = new TemporaryDirectory();
        var stopped = new TaskCompletionSource();
        var handler = new TestHandler(async (_, token) =>
        {
            using var asked = token.Register(() => stopped.TrySetResult());
            await Task.Delay(Timeout.Infinite, token);
            return "{}";
        });
        await using var house = With(handler, state.Path);
        await using var other = With(handler, state.Path);
        house.Start();
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        await Until.TrueAsync(() => handler.Begun == 1);
        Assert.True(await other.Tasks.CancelAsync(Head, task.Id));
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await house.QuietAsync();
        Assert.Equal(RagTaskState.Cancelled, (await house.Tasks.FindAsync(Head, task.Id))!.State);
        Assert.Equal(1, handler.Begun);
    }

    [Fact]
    public async Task A_handler_that_does_not_stop_changes_nothing_of_a_task_that_was_called_off()
    {
        var go = new TaskCompletionSource();
        var handler = new TestHandler(async (_, _) =>
        {
            await go.Task;
            return "\"late\"";
        });
        await using var house = With(handler);
        house.Start();
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        await Until.TrueAsync(() => handler.Begun == 1);
        Assert.True(await house.Tasks.CancelAsync(Head, task.Id));
        go.SetResult();
        await house.QuietAsync();
        Assert.Equal(RagTaskState.Cancelled, (await house.Tasks.FindAsync(Head, task.Id))!.State);
        Assert.Null(await house.Tasks.ReadResultAsync(Head, task.Id));
    }

    [Fact]
    public async Task A_task_that_is_over_can_not_be_called_off_and_can_be_deleted()
    {
        await using var house = With(TestHandler.Waiting(Task.CompletedTask));
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        await house.Worker.RunAsync(untilIdle: true);
        Assert.False(await house.Tasks.CancelAsync(Head, task.Id));
        Assert.False(await house.Tasks.DeleteAsync(SmallSchool.Teacher, task.Id));
        Assert.True(await house.Tasks.DeleteAsync(Head, task.Id));
        Assert.Null(await house.Tasks.FindAsync(Head, task.Id));
        Assert.Empty(await house.Notifications.ListAsync(Head).ToListAsync());
    }

    [Theory]
    [InlineData("nothing", "{}")]
    [InlineData("research", "no json")]
    [InlineData("research", "null")]
    [InlineData("research", "{\"question\":\" \"}")]
    [InlineData("research", "{\"question\":\"fees?\",\"rigths\":1}")]
    [InlineData("research", "{\"question\":\"fees?\",\"within\":{\"tenant\":[\"riverside\"]}}")]
    [InlineData("research", "{\"question\":\"fees?\",\"within\":{\"subject\":[]}}")]
    public async Task What_can_not_be_done_is_refused_at_once(string kind, string input)
    {
        await using var house = new TaskHouse();
        await Assert.ThrowsAsync<RagInputException>(() => house.Tasks.SubmitAsync(Head, new(kind, input)));
        await Assert.ThrowsAsync<RagInputException>(() => house.Tasks.SubmitAsync(Head, new("research", $"{{\"question\":\"{new string('x', 70_000)}\"}}")));
        Assert.Empty(await house.Tasks.ListAsync(Head).ToListAsync());
    }

    [Fact]
    public async Task Nobody_has_more_tasks_open_than_the_setting_allows()
    {
        await using var house = With(TestHandler.Waiting(Task.CompletedTask), configure: rag => rag.ConfigureTasks(o => o.MaxOpenPerUser = 2));
        for (var i = 0; i < 2; i++) await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        await Assert.ThrowsAsync<RagTaskRefusedException>(() => house.Tasks.SubmitAsync(Head, TestHandler.Request()));
        await house.Tasks.SubmitAsync(SmallSchool.Teacher, TestHandler.Request());
        await house.Worker.RunAsync(untilIdle: true);
        await house.Tasks.SubmitAsync(Head, TestHandler.Request());
    }

    [Fact]
    public async Task Who_has_no_tenant_has_nothing_done()
    {
        await using var house = With(TestHandler.Waiting(Task.CompletedTask));
        await Assert.ThrowsAsync<RagTaskRefusedException>(() => house.Tasks.SubmitAsync(new("head", " "), TestHandler.Request()));
    }

    internal static TaskHouse With(TestHandler handler, string? state = null, Action<IRagBuilder>? configure = null) => new(state, rag =>
    {
        rag.AddTaskHandler(_ => handler);
        configure?.Invoke(rag);
    });
}
