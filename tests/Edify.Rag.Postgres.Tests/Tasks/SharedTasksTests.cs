using System.Collections.Concurrent;
using Edify.Rag.Postgres.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Postgres.Tests.Tasks;

[Trait("Needs", "postgres")]
public sealed class SharedTasksTests
{
    [Fact]
    public async Task Two_hundred_tasks_are_each_done_once_by_eight_machines()
    {
        await using var schema = new TestSchema();
        using var folder = new TemporaryDirectory();
        var handler = new CountingHandler();
        var machines = Enumerable.Range(0, 8).Select(_ => Machine(schema, folder.Path, handler)).ToList();
        RagUser[] users = [.. Enumerable.Range(0, 20).Select(i => new RagUser($"user-{i}", "school-1"))];
        var submitted = new List<(Guid Id, RagUser User)>();
        for (var i = 0; i < 200; i++)
        {
            var task = await machines[i % 8].GetRequiredService<IRagTasks>().SubmitAsync(users[i % 20], new("count", $"{i}"));
            submitted.Add((task.Id, users[i % 20]));
        }

        await Task.WhenAll(machines.Select(machine => Task.Run(() => machine.GetRequiredService<IRagTaskWorker>().RunAsync(untilIdle: true))));
        Assert.Equal(submitted.Select(s => s.Id).Order(), handler.Done.Order());
        var tasks = machines[0].GetRequiredService<IRagTasks>();
        foreach (var (id, user) in submitted) Assert.Equal(RagTaskState.Done, (await tasks.FindAsync(user, id))!.State);
        foreach (var user in users) Assert.Equal(10, await machines[0].GetRequiredService<IRagNotifications>().ListAsync(user).CountAsync());
        foreach (var machine in machines) await machine.DisposeAsync();
    }

    private static ServiceProvider Machine(TestSchema schema, string folder, IRagTaskHandler handler) => new ServiceCollection().AddEdifyRag(rag => rag
        .UseStateDirectory(folder)
        .UsePostgresState(o => (o.ConnectionString, o.Schema) = (schema.ConnectionString, schema.Name))
        .ConfigureTasks(o => (o.PollInterval, o.MaxOpenPerUser) = (TimeSpan.FromMilliseconds(50), 100))
        .AddTaskHandler(_ => handler)).BuildServiceProvider();

    private sealed class CountingHandler : IRagTaskHandler
    {
        public string Kind => "count";

        public ConcurrentQueue<Guid> Done { get; } = new();

        public ValueTask<string> CheckAsync(RagUser user, string input, CancellationToken cancellationToken = default) => new(input);

        public Task<string> RunAsync(IRagTaskContext context, CancellationToken cancellationToken)
        {
            Done.Enqueue(context.Id);
            return Task.FromResult("{}");
        }
    }
}
