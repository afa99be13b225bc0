namespace Edify.Rag.Generation.Tests.Citations;

/// <summary>What models write instead of an answer.</summary>
public sealed class ReplyTests
{
    private const string Passage = "The museum opens at ten on Sundays.";

    [Theory]
    [InlineData("""{"answer": "The museum opens at ten on Sundays [1]."}""")]
    [InlineData("""{"Answer": "The museum opens at ten on Sundays.", "citations": [1]}""")]
    [InlineData("""{"confidence": 0.9, "response": "The museum opens at ten on Sundays [1].", "sources": [7]}""")]
    [InlineData("```json\n{\"answer\": \"The museum opens at ten on Sundays [1].\"}\n```")]
    [InlineData("""{"answer": "{\"answer\": \"The museum opens at ten on Sundays [1].\"}"}""")]
    public void A_plain_answer_is_taken_out_of_JSON(string reply)
    {
        var verified = Check(reply);

        Assert.Contains(verified.Text, (string[])["The museum opens at ten on Sundays [1].", "The museum opens at ten on Sundays. [1]"]);
        Assert.True(verified.IsAnswer);
        Assert.Contains("the answer was taken out of JSON", verified.Notes);
    }

    [Theory]
    [InlineData("""{"answer": ["The museum opens at ten [1]."]}""")]
    [InlineData("""{"steps": "The museum opens at ten [1]."}""")]
    [InlineData("""{"answer": "The museum opens at ten on Sundays [1].""")]
    [InlineData("""[{"answer": "The museum opens at ten on Sundays [1]."}]""")]
    [InlineData("""{"answer": "NO_ANSWER"}""")]
    [InlineData("""{"answer": "\ud800 [1]"}""")]
    [InlineData("""{"answer": ""}""")]
    [InlineData("{}")]
    [InlineData("NO_ANSWER")]
    [InlineData("no_answer [1].")]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("The museum opens at ten on Sundays.")]
    [InlineData("The museum opens at ten on Sundays [2].")]
    public void Anything_else_is_no_answer(string reply)
    {
        Assert.False(Check(reply).IsAnswer);
        if (!reply.StartsWith("The", StringComparison.Ordinal)) Assert.False(TestParts.Verifier(configure: o => o.Unsupported = UnsupportedAnswers.Show).Check(reply, Context).IsAnswer);
    }

    [Fact]
    public void Brackets_and_braces_in_prose_are_no_JSON()
    {
        Assert.True(Check("[1] says that the museum opens at ten on Sundays.").IsAnswer);
        Assert.Equal("{x} The museum opens at ten on Sundays [1].", Check("{x} The museum opens at ten on Sundays [1].").Text);
    }

    [Fact]
    public void What_is_said_again_and_again_is_said_once_or_twice()
    {
        var sentences = Check(string.Concat(Enumerable.Repeat("The museum opens at ten on Sundays [1]. ", 500)));
        var words = Check("The museum opens at ten on Sundays [1]. " + string.Concat(Enumerable.Repeat("and so on ", 3000)));

        Assert.Equal("The museum opens at ten on Sundays [1].", sentences.Text.Trim());
        Assert.StartsWith("The museum opens at ten on Sundays [1].", words.Text, StringComparison.Ordinal);
        Assert.True(words.Text.Length < 100);
        Assert.All([sentences, words], v => Assert.True(v.IsAnswer && v.Notes.Contains("repetitions were cut")));
    }

    [Fact]
    public void A_refrain_and_a_form_to_fill_in_are_left_alone()
    {
        const string Text = "The museum opens at ten on Sundays [1].\nName: ________________\nThe museum opens at ten on Sundays [1].\n|---|---|---|---|---|---|---|---|---|---|";

        Assert.Equal(Text, Check(Text).Text);
    }

    [Fact]
    public void Long_and_odd_replies_end_in_an_answer_or_none()
    {
        foreach (var piece in (string[])["[1]", "[1] a", "x [1].\n", "[", "{\"", "\0", "\uD800", "The museum [1] opens ", "[1](", "😀", "a,"])
        {
            foreach (var length in (int[])[100, 20_000, 150_000, 250_000])
                Assert.NotNull(Check(string.Concat(Enumerable.Repeat(piece, length / piece.Length))));
        }
    }

    private static AnswerContext Context => TestPassages.Context("When does the museum open?", Passage);

    private static VerifiedAnswer Check(string reply) => TestParts.Verifier().Check(reply, Context);
}
