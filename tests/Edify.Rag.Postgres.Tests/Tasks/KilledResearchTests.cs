using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.TaskProcess;

namespace Edify.Rag.Postgres.Tests.Tasks;

[Trait("Needs", "postgres")]
public sealed class KilledResearchTests
{
    [Fact]
    public async Task A_research_whose_process_is_killed_goes_on_with_what_was_answered()
    {
        using var folder = new TemporaryDirectory();
        await using var schema = new TestSchema();
        Environment.SetEnvironmentVariable(TaskSchool.Server, schema.ConnectionString);
        using var school = new TaskSchool(folder.Path, schema.Name);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var outcome = await KilledResearch.RunAsync(school, limit.Token);

        Assert.Equal(RagTaskState.Done, outcome.Task.State);
        Assert.True(outcome.AnsweredBefore >= 2);
        Assert.Equal(TaskSchool.Questions, outcome.Report.Sections.Count);
        Assert.Equal("the plan", Assert.Single(outcome.Asked, asked => asked == "the plan"));
        var answered = outcome.Report.Sections.Take(outcome.AnsweredBefore).Select(section => section.Question);
        Assert.All(answered, question => Assert.Single(outcome.Asked, asked => asked.Contains(question, StringComparison.Ordinal)));

        // The one that was being answered is asked again, and no other.
        Assert.InRange(outcome.Asked.Count, 1 + TaskSchool.Questions, 2 + TaskSchool.Questions);
        Assert.Single(outcome.Notifications);
    }
}
