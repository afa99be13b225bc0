using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Usage.Quotas;

public sealed class ResearchQuotaTests
{
    [Fact]
    public async Task Each_question_of_a_research_counts_and_what_is_left_over_is_told()
    {
        await using var school = await OpenAsync(2);
        var report = await ResearchAsync(school);
        Assert.True(report.Sections.Count > 2, "The plan is too short to go beyond the quota.");
        Assert.Equal(2, report.Sections.Count(section => section.Answer.Outcome != AnswerOutcome.Refused));
        Assert.Equal(2, (await school.OfTeacherAsync()).Messages);
        Assert.Contains("## Not answered", report.Text, StringComparison.Ordinal);
        Assert.Contains(report.Degraded, reason => reason.Contains("used up 2 questions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_research_without_anything_left_is_refused_whole()
    {
        await using var school = await OpenAsync(1);
        await school.AskAsync();
        var report = await ResearchAsync(school);
        Assert.Equal(AnswerOutcome.Refused, report.Outcome);
        Assert.Equal(RefusalReason.Quota, report.Refusal!.Reason);
        Assert.NotNull(report.Refusal.Until);
        Assert.Empty(report.Sections);
    }

    private static Task<SmallSchool> OpenAsync(long messages) => CountedSchool.OpenAsync(
        new(),
        o =>
        {
            o.Plan("free").MessagesPerDay = messages;
            o.DefaultPlan = "free";
        },
        new(asked => AnswerContext.Find(asked) is { } context ? context.Passages[0].Text + " [1]" : "1. Who rings the first bell?\n2. Where does the first bell ring?\n3. Why does the first bell ring?"));

    private static async Task<ResearchReport> ResearchAsync(SmallSchool school)
    {
        var research = school.Services.GetRequiredService<IResearch>();
        var task = new ResearchTask("What do we know about the first bell?", SmallSchool.Teacher);
        await foreach (var update in research.RunAsync(task))
        {
            if (update is ResearchUpdate.Completed completed) return completed.Report;
        }

        throw new InvalidOperationException("The research did not end.");
    }
}
