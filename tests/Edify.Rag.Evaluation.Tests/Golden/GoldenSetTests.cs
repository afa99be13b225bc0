namespace Edify.Rag.Evaluation.Tests.Golden;

public sealed class GoldenSetTests
{
    [Fact]
    public async Task A_line_is_a_question_with_what_is_expected()
    {
        var set = await ReadAsync("""
            {"question": "What does lunch cost?", "user": "ina", "roles": ["student"], "grades": ["Grade 5"], "documents": ["SOP/lunch.pdf"], "page": 2, "says": ["4 euros"]}

            {"id": "hidden", "question": "Who earns most?", "outcome": "notFound", "hidden": ["SOP/pay.pdf"]}
            """);
        var (first, second) = (set.Questions[0], set.Questions[1]);
        Assert.Equal(("1", "ina", 2, AnswerOutcome.Answered), (first.Id, first.User, first.Page, first.Outcome));
        Assert.Equal(["student"], first.Asker("school").Roles);
        Assert.Equal(["Grade 5"], first.Asker("school").Grades);
        Assert.Equal(("hidden", "anonymous", AnswerOutcome.NotFound), (second.Id, second.User, second.Outcome));
        Assert.Equal(["SOP/pay.pdf"], second.Hidden);
    }

    [Theory]
    [InlineData("""{"question": ""}""", "'question'")]
    [InlineData("""{"id": "7"}""", "'question'")]
    [InlineData("""{"question": "a", "page": 0}""", "counted from 1")]
    [InlineData("""{"question": "a", "anwser": "b"}""", "anwser")]
    [InlineData("""{"question": "a", "outcome": "perhaps"}""", "outcome")]
    [InlineData("""{"question": """, "can't be read")]
    [InlineData("null", "'question'")]
    public async Task A_bad_line_is_named_with_what_is_wrong(string line, string what)
    {
        var message = (await Assert.ThrowsAsync<FormatException>(() => ReadAsync("""{"question": "a"}""" + "\n" + line))).Message;
        Assert.Contains("Line 2", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_questions_of_one_id_are_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync("""{"id": "2", "question": "a"}""" + "\n" + """{"question": "b"}"""));

    private static Task<GoldenSet> ReadAsync(string text) => GoldenSet.ReadAsync(new StringReader(text));
}
