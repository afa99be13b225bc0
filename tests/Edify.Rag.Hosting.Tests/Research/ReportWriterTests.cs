using Edify.Rag.Hosting.Research;

namespace Edify.Rag.Hosting.Tests.Research;

public sealed class ReportWriterTests
{
    private static readonly Guid Fees = Guid.NewGuid();
    private static readonly Guid Bell = Guid.NewGuid();

    [Fact]
    public void Citations_are_numbered_through_and_a_passage_keeps_its_number()
    {
        var report = Write(
            Answered("all?", "The bell rings [1]. A fee is due [2].", Cited(1, "bell.md", Bell), Cited(2, "fees.md", Fees)),
            Answered("fees?", "Fees are due on Mondays [1].", Cited(1, "fees.md", Fees)));
        Assert.Equal(
            """
            # all?

            The bell rings [1]. A fee is due [2].

            ## fees?

            Fees are due on Mondays [2].

            ## Sources

            - [1] bell.md
            - [2] fees.md, page 3

            """,
            report.Text);
        Assert.Equal([(1, Bell), (2, Fees)], report.Citations.Select(c => (c.Number, c.ChunkId)));
        Assert.Equal(AnswerOutcome.Answered, report.Outcome);
    }

    [Fact]
    public void What_was_not_found_is_told_and_the_same_answer_only_once()
    {
        var report = Write(
            Answered("all?", "A fee is due [1].", Cited(1, "fees.md", Fees)),
            Answered("again?", "A fee is due [1].", Cited(1, "fees.md", Fees)),
            new("more?", new("No.", AnswerOutcome.NotFound, [])));
        Assert.Contains("## Not found\n\n- more?\n", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("again?", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_answered_is_not_found_and_something_left_out_degraded()
    {
        Assert.Equal(AnswerOutcome.NotFound, Write(new ResearchSection("all?", new("No.", AnswerOutcome.NotFound, []))).Outcome);
        var answer = Answered("all?", "A fee is due [1].", Cited(1, "fees.md", Fees)).Answer;
        var report = Write(new ResearchSection("all?", answer with { Trace = new() { Degraded = ["The model is down."] } }));
        Assert.Equal(AnswerOutcome.Degraded, report.Outcome);
        Assert.Equal(["The model is down."], report.Degraded);
    }

    [Fact]
    public void Numbers_in_brackets_that_cite_nothing_stay_as_they_are() =>
        Assert.Contains("In [2024] a fee was due [1].", Write(Answered("all?", "In [2024] a fee was due [1].", Cited(1, "fees.md", Fees))).Text, StringComparison.Ordinal);

    private static ResearchReport Write(params ResearchSection[] sections) => ReportWriter.Write("all?", sections, []);

    private static ResearchSection Answered(string question, string text, params Citation[] citations) => new(question, new(text, AnswerOutcome.Answered, citations));

    private static Citation Cited(int number, string document, Guid chunk) => new(number, document, document == "fees.md" ? 3 : 0, "words") { ChunkId = chunk };
}
