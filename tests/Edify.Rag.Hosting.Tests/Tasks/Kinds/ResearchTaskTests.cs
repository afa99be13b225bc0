using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Tasks.Kinds;

public sealed class ResearchTaskTests
{
    private const string Long = "What do the procedures say about money?";
    private const string Plan = "What is the late fee?\nWhen are refunds paid?\nWho pays?\nWho refunds?";

    [Fact]
    public async Task A_research_ends_with_its_report()
    {
        await using var house = await OpenAsync(new TaskHouse());
        var task = await house.Start().Tasks.SubmitAsync(SmallSchool.Admin, RagTaskKinds.Research, new(Long));
        Assert.Equal(Long, task.Title);
        var ended = await house.EndAsync(SmallSchool.Admin, task.Id);
        Assert.Equal(RagTaskState.Done, ended.State);
        var report = await house.Tasks.ReadResultAsync(SmallSchool.Admin, RagTaskKinds.Research, task.Id);
        Assert.Contains("50 rupees", report!.Text, StringComparison.Ordinal);
        Assert.NotEmpty(report.Citations);
        Assert.All(report.Sections, s => Assert.NotEmpty(s.Answer.Trace.Scope));
        Assert.Null(await house.Tasks.ReadResultAsync(SmallSchool.Teacher, RagTaskKinds.Research, task.Id));
    }

    [Fact]
    public async Task What_was_answered_before_an_interruption_is_not_asked_again()
    {
        using var state = new TemporaryDirectory();
        using var model = Planning(answers: 2);
        Guid id;
        var asked = 0;
        await using (var first = await OpenAsync(WithModel(state.Path, model)))
        {
            first.Start();
            id = (await first.Tasks.SubmitAsync(SmallSchool.Admin, RagTaskKinds.Research, new(Long))).Id;
            await Until.TrueAsync(() => SavedSections(state.Path) >= 2);
            await first.StopAsync();
            asked = SavedSections(state.Path);
        }

        using var second = Planning();
        await using var next = WithModel(state.Path, second);
        await next.Worker.RunAsync(untilIdle: true);
        var report = await next.Tasks.ReadResultAsync(SmallSchool.Admin, RagTaskKinds.Research, id);
        Assert.Equal(5, report!.Sections.Count);
        Assert.Equal(5 - asked, second.Answers);
        Assert.DoesNotContain(second.Calls, c => ModelCall.Find(c.Options)?.Purpose == ModelCall.Researching);
        Assert.All(report.Sections, s => Assert.NotEqual(string.Empty, s.Answer.Text));
    }

    [Fact]
    public async Task Under_other_rights_all_is_asked_anew_and_nothing_of_before_is_told()
    {
        using var state = new TemporaryDirectory();
        using var model = Planning(answers: 1);
        var user = SmallSchool.Admin;
        Guid id;
        await using (var first = await OpenAsync(WithModel(state.Path, model)))
        {
            first.Start();
            id = (await first.Tasks.SubmitAsync(user, RagTaskKinds.Research, new(Long))).Id;
            await Until.TrueAsync(() => SavedSections(state.Path) >= 1);
            await first.StopAsync();
        }

        using var second = Planning();
        await using var next = WithModel(state.Path, second, rag => rag.UseTaskRights((u, _) => new(u with { Roles = ["student"], Grades = ["5"] })));
        await next.Worker.RunAsync(untilIdle: true);
        var report = await next.Tasks.ReadResultAsync(user, RagTaskKinds.Research, id);
        Assert.DoesNotContain("rupees", report!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Sections, s => s.Answer.Text.Contains("rupees", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_see_nothing_gets_nothing()
    {
        await using var house = await OpenAsync(new TaskHouse(configure: rag => rag.UseTaskRights((u, _) => new(u with { Roles = [] }))));
        await Assert.ThrowsAsync<RagTaskRefusedException>(() => house.Tasks.SubmitAsync(new RagUser("nobody", SmallSchool.Tenant), RagTaskKinds.Research, new(Long)));
        var task = await house.Start().Tasks.SubmitAsync(SmallSchool.Admin, RagTaskKinds.Research, new(Long));
        var ended = await house.EndAsync(SmallSchool.Admin, task.Id);
        Assert.Equal(RagTaskState.Failed, ended.State);
        Assert.Contains("may see no document", ended.Reason, StringComparison.Ordinal);
        Assert.Null(await house.Tasks.ReadResultAsync(SmallSchool.Admin, task.Id));
    }

    [Fact]
    public async Task Fields_narrow_where_to_look()
    {
        await using var house = await OpenAsync(new TaskHouse());
        var input = new ResearchInput(Long) { Within = new Dictionary<string, IReadOnlyList<string>> { ["category"] = ["nothing"] } };
        var task = await house.Start().Tasks.SubmitAsync(SmallSchool.Admin, RagTaskKinds.Research, input);
        Assert.Equal(RagTaskState.Done, (await house.EndAsync(SmallSchool.Admin, task.Id)).State);
        Assert.Equal(AnswerOutcome.NotFound, (await house.Tasks.ReadResultAsync(SmallSchool.Admin, RagTaskKinds.Research, task.Id))!.Outcome);
    }

    // After so many answers it begins the next one and doesn't end it.
    private static WatchedChatClient Planning(int answers = int.MaxValue)
    {
        WatchedChatClient? model = null;
        return model = new(messages =>
        {
            if (AnswerContext.Find(messages) is not { } context) return Plan;
            if (answers-- == 0) model!.Gate = new TaskCompletionSource().Task;
            return context.Passages[0].Text + " [1]";
        });
    }

    private static TaskHouse WithModel(string state, WatchedChatClient model, Action<IRagBuilder>? configure = null) => new(state, rag =>
    {
        rag.UseChat(_ => model).ConfigureResearch(o => o.Parallelism = 1).ConfigureAnswerCache(o => o.Enabled = false);
        configure?.Invoke(rag);
    });

    private static int SavedSections(string state)
    {
        var file = Directory.GetFiles(Path.Combine(state, "tasks"), "*.saved", SearchOption.AllDirectories).SingleOrDefault();
        return file is null ? 0 : File.ReadAllText(file).Split("section/").Length - 1;
    }

    private static async Task<TaskHouse> OpenAsync(TaskHouse house)
    {
        await house.School.PutAsync("SOP/money/fees.md", "# Late fees\n\nA late fee of 50 rupees is charged for every week of delay; the money goes to the office.");
        await house.School.PutAsync("SOP/money/refunds.md", "# Refunds\n\nRefunds of money are paid within ten days by the office, as the procedures say.");
        await house.School.PutAsync("Knowledge Bank/kb/2025/5/Science/ice.txt", "Ice melts at zero degrees Celsius.");
        await house.School.IngestAsync();
        return house;
    }
}
