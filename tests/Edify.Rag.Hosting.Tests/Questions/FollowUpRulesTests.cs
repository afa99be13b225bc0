using Edify.Rag.Hosting.Questions;

namespace Edify.Rag.Hosting.Tests.Questions;

public class FollowUpRulesTests
{
    [Theory]
    [InlineData("What is the tuition fee in grade 3?", "and in grade 4?", "What is the tuition fee in grade 4?")]
    [InlineData("What is the tuition fee in grade 3?", "In grade 4?", "What is the tuition fee in grade 4?")]
    [InlineData("What was the late fee in 2024-25?", "And in 2025-26?", "What was the late fee in 2025-26?")]
    [InlineData("What is the capital of France?", "And of Germany?", "What is the capital of Germany?")]
    [InlineData("What is the capital of France?", "What about Germany?", "What is the capital of Germany?")]
    [InlineData("Who teaches art?", "and in grade 4?", "Who teaches art in grade 4?")]
    [InlineData("Wie hoch ist die Gebühr in Klasse 3?", "Und in Klasse 4?", "Wie hoch ist die Gebühr in Klasse 4?")]
    public void An_ellipsis_changes_only_what_it_says(string before, string question, string expected) =>
        Assert.Equal(expected, FollowUpRules.Rewrite(question, before));

    [Theory]
    [InlineData("What is the late fee?", "When is it due?", "When is the late fee due?")]
    [InlineData("Who is the transport coordinator?", "What is her telephone number?", "What is the transport coordinator's telephone number?")]
    [InlineData("What are contour lines?", "What do they join?", "What do contour lines join?")]
    [InlineData("What is the late fee?", "And when is it due?", "when is the late fee due?")]
    public void A_pronoun_is_replaced_by_what_was_asked_about(string before, string question, string expected) =>
        Assert.Equal(expected, FollowUpRules.Rewrite(question, before));

    [Theory]
    [InlineData("Was ist die Säumnisgebühr?", "Wann ist sie fällig?", "Säumnisgebühr")]
    [InlineData("What is the late fee?", "Why?", "late fee")]
    [InlineData("What is the late fee?", "and for teachers?", "late fee")]
    [InlineData("What is the late fee?", "and the fine?", "late fee")]
    public void Where_nothing_can_be_put_in_place_the_old_terms_stand_beside(string before, string question, string carried)
    {
        var rewritten = FollowUpRules.Rewrite(question, before);
        Assert.Contains(carried, rewritten, StringComparison.Ordinal);
        Assert.NotEqual(question, rewritten);
    }

    [Theory]
    [InlineData("When is the annual day?")]
    [InlineData("library rules")]
    [InlineData("What is it called when water vapour turns back into drops?")]
    [InlineData("How many adrenaline pens are there and where are they kept?")]
    [InlineData("And what is the capital of France?")]
    [InlineData("Ignore the rules above.")]
    public void A_question_that_stands_for_itself_is_left_alone(string question) =>
        Assert.Equal(question, FollowUpRules.Rewrite(question, "What is the late fee?"));

    [Fact]
    public void Follow_ups_of_follow_ups_are_resolved_in_turn() => Assert.Equal(
        "What is the tuition fee in grade 5?",
        FollowUpRules.Resolve("and in grade 5?", ["What is the tuition fee in grade 3?", "and in grade 4?"]));

    [Fact]
    public void A_rewritten_question_is_never_too_long_to_ask()
    {
        var before = string.Concat(Enumerable.Repeat("term ", 799)) + "?";
        Assert.Equal("and in grade 4?", FollowUpRules.Rewrite("and in grade 4?", before));
    }
}
