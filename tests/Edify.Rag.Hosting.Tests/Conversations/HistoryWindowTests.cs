using Edify.Rag.Hosting.Conversations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Hosting.Tests.Conversations;

public sealed class HistoryWindowTests
{
    private const string Scope = "scope";
    private static readonly ConversationOptions Options = new() { MaxHistoryTokens = 1000, MaxTurns = 3 };

    [Fact]
    public void The_last_turns_are_chosen_oldest_first()
    {
        var window = Choose([Turn("1"), Turn("2"), Turn("3"), Turn("4")]);
        Assert.Equal(["2", "3", "4"], window.Turns.Select(t => t.Question));
        Assert.Equal(["2", "About 2.", "3", "About 3.", "4", "About 4."], window.History.Select(m => m.Text));
    }

    [Fact]
    public void A_turn_that_does_not_fit_ends_the_window()
    {
        var window = Choose([Turn("1"), Turn(new string('x', 4_100)), Turn("3")]);
        Assert.Equal(["3"], window.Turns.Select(t => t.Question));
    }

    [Fact]
    public void Nothing_is_said_without_a_budget() => Assert.Empty(HistoryWindow.Choose("c", [Turn("1")], new("s", 1, Scope), Scope, new() { MaxHistoryTokens = 0 }, Count).History);

    [Fact]
    public void What_was_answered_under_another_scope_is_left_out_and_takes_no_place()
    {
        var window = Choose([Turn("1"), Turn("2"), Turn("x", "other"), Turn("3"), Turn("y", "other")], new("secret", 2, "other"));
        Assert.Equal(["1", "2", "3"], window.Turns.Select(t => t.Question));
        Assert.DoesNotContain(window.History, m => m.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_summary_of_the_same_scope_comes_first()
    {
        var window = Choose([Turn("1")], new("They asked about fees.", 4, Scope));
        Assert.EndsWith("They asked about fees.", window.History[0].Text, StringComparison.Ordinal);
        Assert.Equal(3, window.History.Count);
    }

    [Fact]
    public void Marks_of_citations_are_no_part_of_what_was_said() =>
        Assert.Equal("Fifty rupees. Or so.", HistoryWindow.Spoken(new("Fifty rupees [1][12]. Or so [3].", AnswerOutcome.Answered, [])));

    [Fact]
    public async Task Without_a_model_a_summary_tells_what_was_asked_and_how_answers_begin()
    {
        var summarizer = new ConversationSummarizer(model: null, NullLogger<ConversationSummarizer>.Instance);
        var turns = Enumerable.Range(1, 40).Select(i => Turn($"Question {i} {new string('q', 300)}")).ToList();
        var summary = await summarizer.SummarizeAsync("t", "Asked: before", turns, CancellationToken.None);
        Assert.InRange(summary.Length, 1, ConversationSummarizer.MaxLength);
        Assert.Contains("Asked: Question 40", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("before", summary, StringComparison.Ordinal);
        Assert.Contains("before", await summarizer.SummarizeAsync("t", "Asked: before", turns[..1], CancellationToken.None), StringComparison.Ordinal);
    }

    private static Conversing Choose(ConversationTurn[] turns, ConversationSummary? summary = null) =>
        HistoryWindow.Choose("c", turns, summary, Scope, Options, Count);

    private static ConversationTurn Turn(string question, string scope = Scope) =>
        new(Guid.NewGuid(), DateTimeOffset.UnixEpoch, question, new($"About {question} [1].", AnswerOutcome.Answered, []) { Trace = new() { Scope = scope } });

    // A quarter of a token for each character.
    private static int Count(string text) => (text.Length + 3) / 4;
}
