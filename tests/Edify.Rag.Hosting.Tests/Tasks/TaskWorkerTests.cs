using System.Collections.Concurrent;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tests.Tasks;

public sealed class TaskWorkerTests
{
    private static readonly RagUser Head = SmallSchool.Admin;

    [Fact]
    public async Task Two_hundred_tasks_are_each_done_once_by_eight_workers()
    {
        using var state = new TemporaryDirectory();
        var done = new ConcurrentBag<(Guid, string)>();
        var handler = new TestHandler((context, _) =>
        {
            done.Add((context.Id, context.User.Id));
            return Task.FromResult($"\"{context.Input}\"");
        });
        var houses = Enumerable.Range(0, 8).Select(_ => RagTasksTests.With(handler, state.Path)).ToList();
        RagUser[] users = [.. Enumerable.Range(0, 20).Select(i => new RagUser($"user-{i}", SmallSchool.Tenant))];
        var submitted = new List<(Guid Id, RagUser User, int Number)>();
        for (var i = 0; i < 200; i++) submitted.Add(((await houses[i % 8].Tasks.SubmitAsync(users[i % 20], TestHandler.Request($"{i}"))).Id, users[i % 20], i));

        foreach (var house in houses) house.Start();
        foreach (var (id, user, number) in submitted)
        {
            Assert.Equal(RagTaskState.Done, (await houses[number % 8].EndAsync(user, id)).State);
            Assert.Equal($"\"{number}\"", await houses[0].Tasks.ReadResultAsync(user, id));
        }

        foreach (var house in houses) await house.DisposeAsync();
        Assert.Equal(submitted.Select(s => (s.Id, s.User.Id)).Order(), done.Order());
        await using var after = RagTasksTests.With(handler, state.Path);
        foreach (var user in users) Assert.Equal(10, await after.Notifications.ListAsync(user).CountAsync());
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_task_back_untried_and_another_goes_on()
    {
        using var state = new TemporaryDirectory();
        var handler = new TestHandler(async (context, token) =>
        {
            if (context.Saved.TryGetValue("half", out var half)) return half;
            await context.SaveAsync("half", "\"what was done\"", token);
            context.Report(50, "half of it");
            await Task.Delay(Timeout.Infinite, token);
            return "{}";
        });
        Guid id;
        await using (var first = RagTasksTests.With(handler, state.Path, rag => rag.ConfigureTasks(o => o.MaxAttempts = 1)).Start())
        {
            id = (await first.Tasks.SubmitAsync(Head, TestHandler.Request())).Id;
            await foreach (var now in first.Tasks.FollowAsync(Head, id))
            {
                if (now.Percent == 50) break;
            }
        }

        await using var second = RagTasksTests.With(handler, state.Path, rag => rag.ConfigureTasks(o => o.MaxAttempts = 1));
        var waiting = await second.Tasks.FindAsync(Head, id);
        Assert.Equal((RagTaskState.Queued, 50.0), (waiting!.State, waiting.Percent));
        await second.Worker.RunAsync(untilIdle: true);
        Assert.Equal("\"what was done\"", await second.Tasks.ReadResultAsync(Head, id));
        Assert.Equal(2, handler.Begun);
    }

    [Fact]
    public async Task A_fault_that_may_pass_is_tried_again_and_another_is_the_end()
    {
        var handler = new TestHandler((context, _) => context.Input switch
        {
            "passes" when !context.Saved.ContainsKey("tried") => FailAsync(context),
            "passes" => Task.FromResult("{}"),
            "stays" => throw new RagStateException("x", "It is down for good.", isTransient: true),
            "stops" => throw new RagInputException("It can't be done."),
            _ => throw new InvalidOperationException("secret particulars"),
        });
        await using var house = RagTasksTests.With(handler);
        var ids = new Dictionary<string, Guid>();
        foreach (var input in (string[])["passes", "stays", "stops", "breaks"]) ids[input] = (await house.Tasks.SubmitAsync(Head, TestHandler.Request(input))).Id;
        await house.Worker.RunAsync(untilIdle: true);

        Assert.Equal(RagTaskState.Done, (await house.EndAsync(Head, ids["passes"])).State);
        Assert.Equal((RagTaskState.Failed, "It is down for good."), ((await house.EndAsync(Head, ids["stays"])).State, (await house.EndAsync(Head, ids["stays"])).Reason));
        Assert.Equal("It can't be done.", (await house.EndAsync(Head, ids["stops"])).Reason);
        Assert.DoesNotContain("secret", (await house.EndAsync(Head, ids["breaks"])).Reason, StringComparison.Ordinal);
        Assert.Equal(2 + 3 + 1 + 1, handler.Begun);
        Assert.Equal(4, await house.Notifications.ListAsync(Head).CountAsync());

        static async Task<string> FailAsync(IRagTaskContext context)
        {
            await context.SaveAsync("tried", "1");
            throw new RagStateException("x", "It is busy.", isTransient: true);
        }
    }

    [Fact]
    public async Task A_task_that_takes_its_processes_down_is_ended_with_a_reason()
    {
        await using var house = RagTasksTests.With(TestHandler.Waiting(Task.CompletedTask));
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        for (var i = 1; i <= 3; i++)
        {
            IReadOnlyList<JobLease> taken;
            while ((taken = await house.Queue.TakeAsync(new("victim", TimeSpan.FromMilliseconds(1)))).Count == 0) await Task.Delay(2);
            Assert.NotNull(await house.Store.BeginAsync(RagTaskKey.Of(Head, task.Id), taken[0].Token, DateTimeOffset.UnixEpoch));
        }

        await Task.Delay(20);
        Assert.Empty(await house.Queue.TakeAsync(new("finder", TimeSpan.FromHours(1))));
        await house.Worker.RunAsync(untilIdle: true);
        var ended = await house.Tasks.FindAsync(Head, task.Id);
        Assert.Equal(RagTaskState.Failed, ended!.State);
        Assert.Contains("3 times", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_was_written_and_never_enqueued_is_taken_up()
    {
        await using var house = RagTasksTests.With(TestHandler.Waiting(Task.CompletedTask));
        var task = new RagTask(Guid.NewGuid(), TestHandler.Name, "left") { SubmittedAt = DateTimeOffset.UnixEpoch };
        await house.Store.AddAsync(new(task, Head, "{}"));
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Equal(RagTaskState.Done, (await house.Tasks.FindAsync(Head, task.Id))!.State);
    }

    [Fact]
    public async Task Rights_are_those_of_when_it_runs()
    {
        RagUser? now = Head with { Roles = ["teacher"] };
        RagUser? seen = null;
        var handler = new TestHandler((context, _) =>
        {
            seen = context.User;
            return Task.FromResult("{}");
        });
        await using var house = RagTasksTests.With(handler, configure: rag => rag.UseTaskRights((_, _) => new(now)));
        var changed = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Equal(["teacher"], seen!.Roles);
        Assert.Equal(RagTaskState.Done, (await house.Tasks.FindAsync(Head, changed.Id))!.State);

        foreach (var denied in (RagUser?[])[null, SmallSchool.Teacher, new(Head.Id, "riverside")])
        {
            now = denied;
            var gone = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
            await house.Worker.RunAsync(untilIdle: true);
            var ended = await house.Tasks.FindAsync(Head, gone.Id);
            Assert.Equal(RagTaskState.Failed, ended!.State);
            Assert.Contains("account", ended.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(1, handler.Begun);
    }

    [Fact]
    public async Task A_host_runs_tasks_and_stops_in_good_order()
    {
        await using var house = RagTasksTests.With(TestHandler.Waiting(Task.CompletedTask));
        var service = house.School.Services.GetServices<IHostedService>().OfType<Hosting.Tasks.TaskWorkerService>().Single();
        await service.StartAsync(CancellationToken.None);
        var task = await house.Tasks.SubmitAsync(Head, TestHandler.Request());
        Assert.Equal(RagTaskState.Done, (await house.EndAsync(Head, task.Id)).State);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Tasks_whose_time_is_over_go()
    {
        var time = new FakeTimeProvider();
        await using var house = RagTasksTests.With(TestHandler.Waiting(Task.CompletedTask), configure: rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(time);
            rag.ConfigureTasks(o => o.Retention = TimeSpan.FromDays(7));
        });
        await house.Store.AddAsync(new(new(Guid.NewGuid(), TestHandler.Name, "old") { SubmittedAt = time.GetUtcNow() }, Head, "{}"));
        var key = RagTaskKey.Of(Head, (await house.Tasks.ListAsync(Head).SingleAsync()).Id);
        await house.Store.EndAsync(key, null, new(RagTaskState.Done, time.GetUtcNow()));
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Single(await house.Tasks.ListAsync(Head).ToListAsync());
        time.Advance(TimeSpan.FromDays(8));
        await house.Worker.RunAsync(untilIdle: true);
        Assert.Empty(await house.Tasks.ListAsync(Head).ToListAsync());
    }

    [Fact]
    public void Settings_that_can_not_work_say_so()
    {
        var house = new TaskHouse(configure: rag => rag.ConfigureTasks(o => o.Parallelism = 0));
        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => house.School.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate());
        Assert.Contains("Parallelism", error.Message, StringComparison.Ordinal);
    }
}
