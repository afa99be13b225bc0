using Edify.Rag.Hosting.Questions;

namespace Edify.Rag.Hosting.Tests.Questions;

public class CompoundQuestionTests
{
    [Fact]
    public void Questions_joined_by_and_are_divided_and_each_stands_for_itself() => Assert.Equal(
        ["What is superconductivity", "who discovered superconductivity?"],
        CompoundQuestion.Split("What is superconductivity, and who discovered it?", 4));

    [Fact]
    public void A_pronoun_takes_what_the_question_before_it_is_about() => Assert.Equal(
        ["How many adrenaline pens are there", "where are adrenaline pens kept?"],
        CompoundQuestion.Split("How many adrenaline pens are there and where are they kept?", 4));

    [Fact]
    public void Sentences_that_ask_are_divided() => Assert.Equal(
        ["When does school begin?", "Where is the hall?"],
        CompoundQuestion.Split("When does school begin? Where is the hall?", 4));

    [Fact]
    public void German_questions_are_divided() => Assert.Equal(
        ["Wann beginnt die Schule", "wo ist die Aula?"],
        CompoundQuestion.Split("Wann beginnt die Schule und wo ist die Aula?", 4));

    [Theory]
    [InlineData("What is the late fee?")]
    [InlineData("Under which name did Saint-Domingue become free, and when?")]
    [InlineData("How much is the fee for Grades 9 and 10?")]
    [InlineData("I am in grade 5. What is the late fee?")]
    [InlineData("late fee and fine")]
    public void One_question_stays_whole(string question) => Assert.Empty(CompoundQuestion.Split(question, 4));

    [Fact]
    public void A_comparison_of_two_years_asks_for_both() => Assert.Equal(
        ["2024-25", "2025-26"],
        CompoundQuestion.Split("How did the daily late fee change from 2024-25 to 2025-26?", 4).Select(part => part.Split(' ')[^1]));

    [Theory]
    [InlineData("Compare mitosis and meiosis.", "mitosis", "meiosis")]
    [InlineData("What is the difference between speed and velocity?", "speed", "velocity")]
    [InlineData("Was ist der Unterschied zwischen Mitose und Meiose?", "Mitose", "Meiose")]
    public void A_comparison_looks_for_each_side(string question, string first, string second) =>
        Assert.Equal([first, second], CompoundQuestion.Split(question, 4));

    [Fact]
    public void What_is_beyond_the_most_parts_stays_with_the_last()
    {
        const string question = "Who teaches art? Who teaches music? Who teaches sport?";
        Assert.Equal(["Who teaches art?", "Who teaches music? Who teaches sport?"], CompoundQuestion.Split(question, 2));
        Assert.Empty(CompoundQuestion.Split(question, 1));
    }

    [Fact]
    public void A_long_question_is_divided_in_no_time_to_speak_of()
    {
        var question = string.Concat(Enumerable.Repeat("and who and what ", 230));
        Assert.True(CompoundQuestion.Split(question[..Math.Min(4000, question.Length)], 4).Count <= 4);
    }
}
