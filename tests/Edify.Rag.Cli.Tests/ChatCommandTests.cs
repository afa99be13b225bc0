using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class ChatCommandTests(IngestedSchool school) : IClassFixture<IngestedSchool>
{
    private Workplace Place => school.Place;

    [Fact]
    public async Task Questions_are_answered_with_their_sources_until_the_user_quits()
    {
        var run = await TalkAsync("How much is the late fee?\n/sources\n/quit\nWhen does the bell ring?\n");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("50 rupees", run.Output, StringComparison.Ordinal);
        Assert.Contains("[1] SOP/fees/late.md", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("eight o'clock", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_input_ends_the_conversation() => Assert.Equal(0, (await TalkAsync("How much is the late fee?\n")).ExitCode);

    [Fact]
    public async Task A_conversation_is_kept_rated_and_gone_on_with()
    {
        var first = await TalkAsync("How much is the late fee?\n/feedback 4 short and right\n/history\n");
        Assert.Contains("Thank you.", first.Output, StringComparison.Ordinal);
        Assert.Contains("(rated 4)", first.Output, StringComparison.Ordinal);
        var id = first.Output.Split("Conversation ")[1].Split(';')[0];
        var second = await TalkAsync("/history\n", "--conversation", id);
        Assert.Contains("> How much is the late fee?", second.Output, StringComparison.Ordinal);
        var another = await Tool.TalkAsync("/history\n", "chat", "--user", "other", "--role", "admin", "--state", Place.State, "--conversation", id);
        Assert.Contains("Nothing was said yet.", another.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_narrows_where_to_look_and_can_be_taken_back()
    {
        var run = await TalkAsync("/scope category=safety\nHow much is the late fee?\n/scope all\nHow much is the late fee?\n");
        var answers = run.Output.Split("Looking in: ");
        Assert.DoesNotContain("50 rupees", answers[1], StringComparison.Ordinal);
        Assert.Contains("50 rupees", answers[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_tell_what_the_session_came_to()
    {
        var run = await TalkAsync("/help\nHow much is the late fee?\nHow much is the late fee?\n/stats\n/clear-cache\n/new\n/history\n");
        Assert.Contains("/research QUESTION", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 questions", run.Output, StringComparison.Ordinal);
        Assert.Contains("forgotten", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was said yet.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing", "no command /nothing")]
    [InlineData("/feedback 5", "no answer yet")]
    [InlineData("/scope color=red", "no field 'color'")]
    [InlineData("/scope subject", "Write it as")]
    [InlineData("/research", "Write it as")]
    public async Task What_is_wrong_with_a_line_is_told_and_the_next_one_read(string line, string what)
    {
        var run = await TalkAsync($"{line}\nHow much is the late fee?\n");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Contains("50 rupees", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_long_a_question_is_told_and_the_next_one_read()
    {
        var run = await TalkAsync($"{new string('a', 100_000)}\nHow much is the late fee?\n");
        Assert.Contains("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("50 rupees", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_an_object_a_line()
    {
        var run = await TalkAsync("How much is the late fee?\n/nothing\n", "--json");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("SOP/fees/late.md", lines[0].GetProperty("citations")[0].GetProperty("name").GetString());
        Assert.Contains("/nothing", lines[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Research_writes_a_report_of_what_may_be_seen()
    {
        var admin = await Place.RunAsync("research", "What do the procedures say about late fees?", "--role", "admin");
        Assert.Equal(0, admin.ExitCode);
        Assert.StartsWith("# What do the procedures say about late fees?", admin.Output, StringComparison.Ordinal);
        Assert.Contains("50 rupees", admin.Output, StringComparison.Ordinal);
        Assert.Contains("- [1] SOP/fees/late.md", admin.Output, StringComparison.Ordinal);

        var pupil = await Place.RunAsync("research", "What do the procedures say about late fees?", "--role", "student", "--grade", "Grade 5", "--json");
        Assert.Equal("notFound", pupil.Json.GetProperty("outcome").GetString());
        Assert.DoesNotContain("rupees", pupil.Output, StringComparison.Ordinal);
    }

    private Task<ToolRun> TalkAsync(string typed, params string[] more) => Tool.TalkAsync(typed, ["chat", "--user", "head", "--role", "admin", "--state", Place.State, .. more]);
}
