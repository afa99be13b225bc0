using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Answers;

public class RagAssistantTests
{
    private const string Fee = "SOP/fees/late.txt";
    private const string Water = "Knowledge Bank/kb/2025/Grade 5/Science/water.txt";

    [Fact]
    public async Task An_answer_cites_its_document()
    {
        await using var school = await OpenAsync();
        var answer = await school.AskAsync("What is the late fee?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.Answered, answer.Outcome);
        Assert.Contains("50 rupees", answer.Text, StringComparison.Ordinal);
        Assert.Contains("[1]", answer.Text, StringComparison.Ordinal);
        var citation = Assert.Single(answer.Citations);
        Assert.Equal((1, Fee), (citation.Number, citation.DocumentName));
        Assert.Contains("50 rupees", citation.Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_role_may_not_see_is_not_answered()
    {
        await using var school = await OpenAsync();
        foreach (var user in (RagUser[])[SmallSchool.Teacher, SmallSchool.Pupil("5"), SmallSchool.Pupil(), new("x", SmallSchool.Tenant), new("head", "riverside") { Roles = ["admin"] }])
        {
            var answer = await school.AskAsync("What is the late fee?", user);
            Assert.Equal(AnswerOutcome.NotFound, answer.Outcome);
            Assert.Empty(answer.Citations);
            Assert.DoesNotContain("50", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("5", AnswerOutcome.Answered)]
    [InlineData("grade 5", AnswerOutcome.Answered)]
    [InlineData("6", AnswerOutcome.NotFound)]
    public async Task A_pupil_is_answered_from_the_own_grade(string grade, AnswerOutcome outcome)
    {
        await using var school = await OpenAsync();
        Assert.Equal(outcome, (await school.AskAsync("At what temperature does ice melt?", SmallSchool.Pupil(grade))).Outcome);
    }

    [Fact]
    public async Task What_no_document_tells_is_not_invented()
    {
        await using var school = await OpenAsync();
        var answer = await school.AskAsync("Who won the chess olympiad in Reykjavik?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.NotFound, answer.Outcome);
        Assert.Empty(answer.Citations);
    }

    [Fact]
    public async Task A_stream_begins_with_the_sources_and_ends_with_the_whole_answer()
    {
        await using var school = await OpenAsync();
        var updates = await school.Assistant.AskStreamingAsync(new("What is the late fee?", SmallSchool.Admin)).ToListAsync();
        Assert.IsType<AnswerUpdate.Sources>(updates[0]);
        var completed = Assert.IsType<AnswerUpdate.Completed>(updates[^1]);
        Assert.All(updates[1..^1], u => Assert.IsType<AnswerUpdate.Text>(u));
        Assert.Contains("50 rupees", string.Concat(updates.OfType<AnswerUpdate.Text>().Select(t => t.Delta)), StringComparison.Ordinal);
        Assert.Equal(AnswerOutcome.Answered, completed.Answer.Outcome);
    }

    [Fact]
    public async Task The_models_sign_for_no_answer_is_never_shown()
    {
        await using var school = await OpenAsync(new ScriptedChatClient(["NO", "_ANS", "WER"]));
        var updates = await school.Assistant.AskStreamingAsync(new("What is the late fee?", SmallSchool.Admin)).ToListAsync();
        Assert.Empty(updates.OfType<AnswerUpdate.Text>());
        Assert.Equal(AnswerOutcome.NotFound, Assert.IsType<AnswerUpdate.Completed>(updates[^1]).Answer.Outcome);
    }

    [Fact]
    public async Task A_model_that_cites_nothing_is_not_believed()
    {
        await using var school = await OpenAsync(new ScriptedChatClient(["The late fee is ", "9,000 rupees [7]."]));
        var answer = await school.AskAsync("What is the late fee?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.NotFound, answer.Outcome);
        Assert.DoesNotContain("9,000", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_fails_degrades_the_answer_and_takes_nothing_away()
    {
        await using var school = await OpenAsync(new ScriptedChatClient(["The late"], new HttpRequestException("503")));
        var answer = await school.AskAsync("What is the late fee?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.Degraded, answer.Outcome);
        Assert.Contains("50 rupees", answer.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer.Trace.Degraded);
        Assert.NotEmpty(answer.Citations);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_in_the_middle_says_so_and_begins_anew()
    {
        await using var school = await OpenAsync(new ScriptedChatClient(["The late fee is 9,000"], new HttpRequestException("reset")));
        var updates = await school.Assistant.AskStreamingAsync(new("What is the late fee?", SmallSchool.Admin)).ToListAsync();

        var restart = updates.FindIndex(u => u is AnswerUpdate.Restarted);
        Assert.IsType<AnswerUpdate.Text>(updates[restart - 1]);
        Assert.Contains("broke off in the middle", ((AnswerUpdate.Restarted)updates[restart]).Reason, StringComparison.Ordinal);
        Assert.Contains("50 rupees", string.Concat(updates.Skip(restart).OfType<AnswerUpdate.Text>().Select(t => t.Delta)), StringComparison.Ordinal);
        var answer = Assert.IsType<AnswerUpdate.Completed>(updates[^1]).Answer;
        Assert.Equal(AnswerOutcome.Degraded, answer.Outcome);
        Assert.Contains(((AnswerUpdate.Restarted)updates[restart]).Reason, answer.Trace.Degraded);
    }

    [Fact]
    public async Task A_model_that_fails_before_its_first_word_is_replaced_without_a_restart()
    {
        await using var school = await OpenAsync(new ScriptedChatClient([], new HttpRequestException("503")));
        var updates = await school.Assistant.AskStreamingAsync(new("What is the late fee?", SmallSchool.Admin)).ToListAsync();
        Assert.Empty(updates.OfType<AnswerUpdate.Restarted>());
        Assert.Equal(AnswerOutcome.Degraded, Assert.IsType<AnswerUpdate.Completed>(updates[^1]).Answer.Outcome);
    }

    [Fact]
    public async Task An_embedder_that_fails_leaves_the_search_by_words()
    {
        SwitchedEmbedder? embedder = null;
        await using var school = await OpenAsync(configure: rag => rag.Decorate<IEmbeddingGenerator<string, Embedding<float>>>(
            "switch", (inner, _) => embedder = new SwitchedEmbedder(inner)));
        embedder!.IsDown = true;
        var answer = await school.AskAsync("What is the late fee?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.Degraded, answer.Outcome);
        Assert.Contains("50 rupees", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_fails_denies()
    {
        await using var school = await OpenAsync(configure: rag => rag.UseAccessPolicy(_ => new BrokenPolicy()));
        Assert.Equal(AnswerOutcome.NotFound, (await school.AskAsync("What is the late fee?", SmallSchool.Admin)).Outcome);
    }

    [Fact]
    public async Task Cancellation_reaches_the_caller()
    {
        await using var school = await OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => school.Assistant.AskAsync(new("What is the late fee?", SmallSchool.Admin), cancelled.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("\u0000\u0007")]
    public async Task An_empty_question_is_refused_with_a_sentence(string question)
    {
        await using var school = await OpenAsync();
        var error = await Assert.ThrowsAsync<RagInputException>(() => school.AskAsync(question, SmallSchool.Admin));
        Assert.Contains("empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_a_hundred_thousand_characters_is_refused_with_a_sentence()
    {
        await using var school = await OpenAsync();
        var error = await Assert.ThrowsAsync<RagInputException>(() => school.AskAsync(new('x', 100_000), SmallSchool.Admin));
        Assert.Contains("4,000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_in_a_question_are_ignored()
    {
        await using var school = await OpenAsync();
        var answer = await school.AskAsync("What is\u0000 the\u001b late\r\nfee?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.Answered, answer.Outcome);
    }

    private static async Task<SmallSchool> OpenAsync(IChatClient? model = null, Action<IRagBuilder>? configure = null)
    {
        var school = new SmallSchool(rag =>
        {
            if (model is not null) rag.UseChat(_ => model);
            configure?.Invoke(rag);
        });
        await school.PutAsync(Fee, "Fees are due on the tenth of each month. A late fee of 50 rupees is charged for every week of delay.");
        await school.PutAsync(Water, "Water is found as ice, as liquid and as vapour. Ice melts at a temperature of zero degrees Celsius.");
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock in the morning.");
        await school.IngestAsync();
        return school;
    }

    private sealed class BrokenPolicy : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The directory is down.");
    }
}
