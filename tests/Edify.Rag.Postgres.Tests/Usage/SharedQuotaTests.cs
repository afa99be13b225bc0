using Edify.Rag.Postgres.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Postgres.Tests.Usage;

[Trait("Needs", "postgres")]
public sealed class SharedQuotaTests : IDisposable
{
    private static readonly RagUser Teacher = new("rao", "greenfield") { Roles = ["teacher"] };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_hundred_questions_to_two_machines_are_answered_as_often_as_the_plan_says()
    {
        await using var schema = new TestSchema();
        await using var one = await MachineAsync(schema, "one");
        await using var other = await MachineAsync(schema, "other");
        IRagAssistant[] assistants = [one.GetRequiredService<IRagAssistant>(), other.GetRequiredService<IRagAssistant>()];
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => assistants[i % 2].AskAsync(new("When does the bell ring?", Teacher) { IsKept = false }))));
        Assert.Equal(17, answers.Count(answer => answer.Outcome != AnswerOutcome.Refused));
        Assert.All(answers.Where(answer => answer.Outcome == AnswerOutcome.Refused), answer => Assert.Equal(RefusalReason.Quota, answer.Refusal!.Reason));
        var line = Assert.Single(await other.GetRequiredService<IUsageReport>().ReadAsync(new(UsageGrouping.User)));
        Assert.Equal(("rao", 17), (line.Name, line.Messages));
    }

    [Fact]
    public async Task Machines_share_their_rate_limits_with_their_state()
    {
        await using var schema = new TestSchema();
        await using var one = await MachineAsync(schema, "one", rag => rag.WithRateLimits(o => o.User = new() { Permits = 3, Window = TimeSpan.FromHours(5) }));
        await using var other = await MachineAsync(schema, "other", rag => rag.WithRateLimits(o => o.User = new() { Permits = 3, Window = TimeSpan.FromHours(5) }));
        var outcomes = new List<AnswerOutcome>();
        for (var i = 0; i < 4; i++)
            outcomes.Add((await (i % 2 == 0 ? one : other).GetRequiredService<IRagAssistant>().AskAsync(new("When does the bell ring?", Teacher) { IsKept = false })).Outcome);
        Assert.Equal([false, false, false, true], outcomes.Select(outcome => outcome == AnswerOutcome.Refused));
    }

    private async Task<ServiceProvider> MachineAsync(TestSchema schema, string name, Action<IRagBuilder>? configure = null)
    {
        var services = new ServiceCollection()
            .AddEdifyRag(rag =>
            {
                rag.UseInMemoryBlobs().UseStateDirectory(Path.Combine(_directory.Path, name))
                    .UsePostgresState(o => (o.ConnectionString, o.Schema) = (schema.ConnectionString, schema.Name))
                    .WithQuotas(o =>
                    {
                        o.Plans["free"] = new() { MessagesPerDay = 17 };
                        o.DefaultPlan = "free";
                    });
                configure?.Invoke(rag);
            })
            .BuildServiceProvider();
        await services.GetRequiredService<IBlobStore>().UploadAsync("General/bell.txt", new MemoryStream("The first bell rings at eight o'clock."u8.ToArray()));
        await services.GetRequiredService<IIngestionPipeline>().RunAsync(new(Teacher.Tenant) { Source = name });
        return services;
    }
}
