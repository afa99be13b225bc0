using Edify.Rag.Hosting.Questions;

namespace Edify.Rag.Hosting.Tests.Questions;

public class GlossaryTests
{
    private static readonly Dictionary<string, string> Entries = new()
    {
        ["SOP"] = "standard operating procedure", ["TC"] = "transfer certificate; school leaving certificate", ["IT"] = "information technology", ["sick room"] = "infirmary",
    };

    [Fact]
    public void An_abbreviation_brings_what_it_stands_for() =>
        Assert.Equal(["standard operating procedure"], Expand("Which SOP covers fire drills?"));

    [Fact]
    public void Several_words_are_all_brought() => Assert.Equal(["transfer certificate", "school leaving certificate"], Expand("How do I get a TC?"));

    [Fact]
    public void It_is_read_in_both_directions() => Assert.Equal(["TC", "school leaving certificate"], Expand("What does a Transfer Certificate cost?"));

    [Fact]
    public void In_one_direction_only_where_it_is_told_so() => Assert.Empty(Expand("What does a transfer certificate cost?", bothWays: false));

    [Theory]
    [InlineData("When is it due?")]
    [InlineData("the its of etc")]
    public void An_abbreviation_in_capitals_is_no_common_word(string question) => Assert.Empty(Expand(question));

    [Fact]
    public void A_phrase_is_found_in_any_case_and_inflection() => Assert.Equal(["infirmary"], Expand("Where are the Sick Rooms?"));

    [Fact]
    public void What_the_question_says_already_is_not_said_again() => Assert.Empty(Expand("What is an SOP, a standard operating procedure?").Except(["SOP"]));

    private static IReadOnlyList<string> Expand(string question, bool bothWays = true) => new Glossary(Entries, bothWays).Expand(question);
}
