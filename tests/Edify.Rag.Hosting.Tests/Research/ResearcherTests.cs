using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Research;

public sealed class ResearcherTests
{
    private const string Long = "What do the procedures say about money?";

    [Fact]
    public async Task Headings_of_the_documents_plan_where_there_is_no_model()
    {
        await using var school = await OpenAsync();
        var updates = await RunAsync(school, SmallSchool.Admin);
        var plan = Assert.IsType<ResearchUpdate.Planned>(updates[0]).Questions;
        Assert.Equal(Long, plan[0]);
        Assert.Contains(plan, question => question.StartsWith("Refunds: ", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, plan.Count), updates.OfType<ResearchUpdate.Answered>().Select(u => u.Done));
        var report = Assert.IsType<ResearchUpdate.Completed>(updates[^1]).Report;
        Assert.All(report.Citations, c => Assert.Contains($"[{c.Number}]", report.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_plans_where_there_is_one()
    {
        using var model = Planning("1. What is the late fee?\n- When are refunds paid?\n\n");
        await using var school = await OpenAsync(rag => rag.UseChat(_ => model));
        var updates = await RunAsync(school, SmallSchool.Admin);
        Assert.Equal([Long, "What is the late fee?", "When are refunds paid?"], Assert.IsType<ResearchUpdate.Planned>(updates[0]).Questions);
        var planning = model.Calls.Single(c => ModelCall.Find(c.Options)?.Purpose == ModelCall.Researching);
        Assert.Equal(Long, planning.Messages[^1].Text);
        Assert.Equal(SmallSchool.Tenant, ModelCall.Find(planning.Options)!.Tenant);
    }

    [Fact]
    public async Task A_model_that_fails_to_plan_degrades_the_report()
    {
        using var model = Planning(string.Empty);
        await using var school = await OpenAsync(rag => rag.UseChat(_ => model));
        var report = Assert.IsType<ResearchUpdate.Completed>((await RunAsync(school, SmallSchool.Admin))[^1]).Report;
        Assert.Equal(AnswerOutcome.Degraded, report.Outcome);
        Assert.Contains(report.Degraded, reason => reason.Contains("plan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_planned_or_told_from_what_the_asker_may_not_see()
    {
        await using var school = await OpenAsync();
        var updates = await RunAsync(school, SmallSchool.Pupil("5"));
        Assert.Equal([Long], Assert.IsType<ResearchUpdate.Planned>(updates[0]).Questions);
        var report = Assert.IsType<ResearchUpdate.Completed>(updates[^1]).Report;
        Assert.Equal((AnswerOutcome.NotFound, 0), (report.Outcome, report.Citations.Count));
        Assert.DoesNotContain("Refunds", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_conversation_keeps_the_questions()
    {
        await using var school = await OpenAsync();
        await RunAsync(school, SmallSchool.Admin);
        Assert.Empty(await school.Services.GetRag<IConversationStore>().ListAsync(SmallSchool.Admin).ToListAsync());
    }

    [Fact]
    public async Task No_more_questions_are_asked_than_the_setting_says()
    {
        await using var school = await OpenAsync(rag => rag.ConfigureResearch(o => o.MaxQuestions = 2));
        Assert.Equal(2, Assert.IsType<ResearchUpdate.Planned>((await RunAsync(school, SmallSchool.Admin))[0]).Questions.Count);
    }

    [Fact]
    public async Task Who_stops_listening_stops_the_asking()
    {
        // The second answer never ends by itself.
        var (asked, never) = (0, new TaskCompletionSource());
        WatchedChatClient? model = null;
        using var watched = model = new(messages =>
        {
            if (AnswerContext.Find(messages) is not { } context) return "What is the late fee?\nWhen are refunds paid?\nWho pays?\nWho refunds?";
            if (++asked == 2) model!.Gate = never.Task;
            return context.Passages[0].Text + " [1]";
        });
        await using var school = await OpenAsync(rag => rag.UseChat(_ => watched).ConfigureResearch(o => o.Parallelism = 1));
        await foreach (var update in school.Services.GetRag<IResearch>().RunAsync(new(Long, SmallSchool.Admin)))
        {
            if (update is ResearchUpdate.Answered) break;
        }

        Assert.InRange(watched.Answers, 1, 2);
    }

    [Fact]
    public async Task An_empty_question_is_refused()
    {
        await using var school = await OpenAsync();
        await Assert.ThrowsAsync<RagInputException>(async () => await school.Services.GetRag<IResearch>().RunAsync(new(" ", SmallSchool.Admin)).ToListAsync());
    }

    private static WatchedChatClient Planning(string plan) =>
        new(messages => AnswerContext.Find(messages) is { } context ? context.Passages[0].Text + " [1]" : plan);

    private static async Task<List<ResearchUpdate>> RunAsync(SmallSchool school, RagUser user) =>
        await school.Services.GetRag<IResearch>().RunAsync(new(Long, user)).ToListAsync();

    private static async Task<SmallSchool> OpenAsync(Action<IRagBuilder>? configure = null)
    {
        var school = new SmallSchool(configure);
        await school.PutAsync("SOP/money/fees.md", "# Late fees\n\nA late fee of 50 rupees is charged for every week of delay; the money goes to the office.");
        await school.PutAsync("SOP/money/refunds.md", "# Refunds\n\nRefunds of money are paid within ten days by the office, as the procedures say.");
        await school.PutAsync("Knowledge Bank/kb/2025/5/Science/ice.txt", "Ice melts at zero degrees Celsius.");
        await school.IngestAsync();
        return school;
    }
}
