using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Edify.Rag.EndToEnd.Tests;

/// <summary>The sample corpus with vectors and ledger in PostgreSQL: as good answers, and nobody sees more.</summary>
[Trait("Needs", "postgres")]
public sealed class GoldenSetOnPostgresTests(ITestOutputHelper output) : IAsyncLifetime
{
    // One of 135 fewer than are right. Not those of the embedded store: the server cuts texts into other words.
    private const double RightAnswers = 0.911;

    private readonly TemporaryDirectory _state = new();
    private readonly string _schema = $"test_{Guid.NewGuid():n}";
    private readonly string _server = TestServers.Postgres;
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _state.Dispose();
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS \"{_schema}\" CASCADE", connection);
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task The_golden_questions_are_answered_as_well_and_within_each_role()
    {
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag
                .UseFolder(o => o.Path = Samples.Content)
                .UseStateDirectory(_state.Path)
                .UsePostgres(o => (o.ConnectionString, o.Schema) = (_server, _schema)))
            .BuildServiceProvider();
        var pipeline = services.GetRag<IIngestionPipeline>();
        var report = await pipeline.RunAsync(new(IngestedSamples.Tenant), null, _end);
        Assert.Equal(report.Listed - 1, report.Ingested);

        var again = await pipeline.RunAsync(new(IngestedSamples.Tenant), null, _end);
        Assert.Equal((0, 0, report.Ingested), (again.Ingested, again.Removed, again.Unchanged));
        Assert.Empty((await pipeline.ReconcileAsync(new(IngestedSamples.Tenant), mend: false, _end)).Differences);

        var wrong = new List<string>();
        foreach (var question in Samples.Questions)
        {
            var answer = await services.GetRag<IRagAssistant>().AskAsync(new(question.Question, Samples.AskerOf(question)), _end);
            Assert.All(answer.Citations, c => Assert.True(GoldenSetTests.MaySee(question, c.DocumentName), $"{question} was shown {c.DocumentName}"));
            if (GoldenSetTests.Mistake(question, answer) is { } mistake) wrong.Add($"{question}\n    {mistake}");

            var scope = await services.GetRag<IAccessPolicy>().ResolveAsync(Samples.AskerOf(question), _end);
            foreach (var mode in Enum.GetValues<RetrievalMode>())
            {
                var found = await services.GetRag<IRetriever>().RetrieveAsync(new(question.Question) { Mode = mode, Top = 50 }, scope, _end);
                Assert.All(found.Chunks, c => Assert.True(GoldenSetTests.MaySee(question, c.Name), $"{question} found {c.Name}"));
            }
        }

        var right = 1 - ((double)wrong.Count / Samples.Questions.Count);
        output.WriteLine($"{right:P1} of {Samples.Questions.Count} right\n{string.Join('\n', wrong)}");
        Assert.True(right >= RightAnswers, $"{right:P1} right:\n{string.Join('\n', wrong)}");
    }
}
