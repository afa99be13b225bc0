using Edify.Rag.Generation.Prompts;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Tests.Prompts;

/// <summary>Whom a prompt speaks to, and which prompt they get.</summary>
public sealed class ReaderTests
{
    [Theory]
    [InlineData("student", "7", "middle", "7")]
    [InlineData("student", "Grade 5", "primary", "5")]
    [InlineData("Pupil", "grade-10", "secondary", "10")]
    [InlineData("student", "Class VII", "middle", "7")]
    [InlineData("student", "7. Klasse", "middle", "7")]
    [InlineData("student", "8b", "middle", "8")]
    [InlineData("student", "UKG", "primary", "")]
    [InlineData("student", "Kindergarten", "primary", "")]
    [InlineData("student", "the seals", "primary", "")]
    [InlineData("student", "2026", "primary", "")]
    [InlineData("teacher", "7", "adult", "")]
    public void A_pupil_is_spoken_to_by_grade_and_everybody_else_as_an_adult(string role, string grade, string band, string written) =>
        Assert.Equal(new AgeBand(band, written), AgeBand.Of(new RagUser("u", "t") { Roles = [role], Grades = [grade] }, []));

    [Fact]
    public void Of_several_grades_and_roles_the_youngest_counts()
    {
        Assert.Equal(new AgeBand("primary", "4"), AgeBand.Of(new RagUser("u", "t") { Roles = ["teacher", "student"], Grades = ["11", "4"] }, []));
        Assert.Equal(new AgeBand("primary", ""), AgeBand.Of(new RagUser("u", "t") { Roles = ["student"] }, []));
        Assert.Equal(new AgeBand("general", ""), AgeBand.Of(null, []));
        Assert.Equal(new AgeBand("secondary", "9"), AgeBand.Of(new RagUser("u", "t") { Roles = ["eleve"], Grades = ["9"] }, ["Eleve"]));
        Assert.Equal(new AgeBand("adult", ""), AgeBand.Of(new RagUser("u", "t") { Roles = ["student"], Grades = ["9"] }, ["Eleve"]));
    }

    [Fact]
    public void The_prompt_speaks_to_the_reader_and_its_version_tells_how()
    {
        var child = Build(new RagUser("u", "t") { Roles = ["student"], Grades = ["3"] });
        var teacher = Build(new RagUser("u", "t") { Roles = ["teacher"] });
        var nobody = Build(null);

        Assert.Contains("in grade 3", child.Messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("adult", teacher.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("8.", nobody.Messages[0].Text, StringComparison.Ordinal);
        Assert.All([child, teacher, nobody], p => Assert.Contains("suitable for children", p.Messages[0].Text, StringComparison.Ordinal));
        Assert.EndsWith("/primary3", child.Version, StringComparison.Ordinal);
        Assert.EndsWith("/adult", teacher.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_does_not_depend_on_question_passages_and_history()
    {
        var user = new RagUser("u", "t");
        var empty = new AnswerContext("", []) { Reader = user };
        var full = TestPassages.Context("another question", "text") with { Reader = user, History = [new(ChatRole.User, "before")] };

        Assert.Equal(TestParts.Prompts().Build(empty).Version, TestParts.Prompts().Build(full).Version);
        Assert.Equal(TestParts.Prompts().VariantOf(empty), TestParts.Prompts().Build(full).Version);
    }

    [Fact]
    public void A_share_of_the_users_gets_a_variant_and_each_always_the_same()
    {
        var options = new PromptOptions { Variants = { new() { Template = "one", Percent = 20 }, new() { Template = "two", Percent = 30 } } };
        var users = Enumerable.Range(0, 4000).Select(i => new RagUser($"user {i}", "school")).ToList();

        var chosen = users.ConvertAll(u => PromptChoice.For(u, options));

        Assert.Equal(chosen, users.ConvertAll(u => PromptChoice.For(u with { Roles = ["student"] }, options)));
        Assert.InRange(chosen.Count(c => c == "one"), 700, 900);
        Assert.InRange(chosen.Count(c => c == "two"), 1100, 1300);
        Assert.Equal("answer.v2", PromptChoice.For(null, options));
        Assert.NotEqual(chosen, users.ConvertAll(u => PromptChoice.For(new RagUser(u.Id, "another"), options)));
    }

    [Fact]
    public void All_and_none_are_shares_as_well()
    {
        var users = Enumerable.Range(0, 200).Select(i => new RagUser($"user {i}", "school")).ToList();

        Assert.All(users, u => Assert.Equal("all", PromptChoice.For(u, new() { Variants = { new() { Template = "none", Percent = 0 }, new() { Template = "all", Percent = 100 } } })));
    }

    [Theory]
    [InlineData("Answer", 0, "Template is")]
    [InlineData("../answer", 0, "Template is")]
    [InlineData("answer.v2.txt", 0, "Template is")]
    [InlineData("answer.v9", 0, "Folder")]
    [InlineData("answer.v2", 101, "Percent")]
    [InlineData("answer.v2", double.NaN, "Percent")]
    [InlineData("answer.v2", 60, "add up")]
    public void Options_out_of_range_are_refused_by_name(string template, double percent, string part)
    {
        var options = new PromptOptions { Template = template, Variants = { new() { Template = "answer.v2", Percent = percent }, new() { Template = "answer.v2", Percent = percent } } };

        Assert.Contains(part, new PromptOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static Prompt Build(RagUser? reader) => TestParts.Prompts().Build(TestPassages.Context("q", "text") with { Reader = reader });
}
