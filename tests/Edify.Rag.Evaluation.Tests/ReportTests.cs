namespace Edify.Rag.Evaluation.Tests;

public sealed class ReportTests
{
    private static readonly EvaluationReport Report = EvaluationReport.Of(
    [
        new("1", "a?", AnswerOutcome.Answered, new Dictionary<string, double> { ["map"] = 1, ["outcome"] = 1 }),
        new("2", "b?", AnswerOutcome.NotFound, new Dictionary<string, double> { ["outcome"] = 0.5 }),
    ]);

    [Fact]
    public void Means_are_over_the_questions_that_a_score_applies_to() => Assert.Equal((1, 0.75), (Report.Scores["map"], Report.Scores["outcome"]));

    [Fact]
    public async Task A_report_is_read_as_it_was_written()
    {
        using var stream = new MemoryStream();
        await Report.WriteAsync(stream);
        stream.Position = 0;
        var read = await EvaluationReport.ReadAsync(stream);
        Assert.Equal(Report.Scores, read.Scores);
        Assert.Equal(Report.Questions.Select(q => (q.Id, q.Question, q.Outcome)), read.Questions.Select(q => (q.Id, q.Question, q.Outcome)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("no json")]
    public async Task What_is_no_report_is_refused(string text) =>
        await Assert.ThrowsAsync<FormatException>(() => EvaluationReport.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));

    [Theory]
    [InlineData(0.75, 0, false)]
    [InlineData(0.76, 0, true)]
    [InlineData(0.76, 0.02, false)]
    [InlineData(0.5, 0, false)]
    public void A_mean_is_worse_when_it_is_lower_by_more_than_is_tolerated(double before, double tolerance, bool expected)
    {
        var baseline = Report with { Scores = new Dictionary<string, double> { ["outcome"] = before, ["gone"] = 1 } };
        Assert.Equal(expected, Assert.Single(Report.CompareWith(baseline, tolerance)).IsWorse);
    }
}
