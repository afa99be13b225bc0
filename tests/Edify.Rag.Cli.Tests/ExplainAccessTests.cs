using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class ExplainAccessTests(IngestedSchool school) : IClassFixture<IngestedSchool>
{
    private const string Water = "Knowledge Bank/kb/2025/Grade 5/Science/water.txt";

    private Workplace Place => school.Place;

    [Theory]
    [InlineData("5", true, "role:student")]
    [InlineData("6", false, "no rule")]
    public async Task It_tells_the_rule_that_decides(string grade, bool allowed, string rule)
    {
        var run = await Place.RunAsync("explain-access", "--user", "asha", "--role", "student", "--grade", grade, "--document", Water, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("asha", run.Json.GetProperty("user").GetString());
        var said = Assert.Single(run.Json.GetProperty("documents").EnumerateArray());
        Assert.Equal((allowed, rule), (said.GetProperty("isAllowed").GetBoolean(), said.GetProperty("rule").GetString()));
        Assert.Equal("Grade 5", said.GetProperty("fields").GetProperty("grade").GetString());
        Assert.StartsWith("folder:", said.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_read_it_as_sentences()
    {
        var run = await Place.RunAsync("explain-access", "--user", "asha", "--role", "guardian", "--attribute", "guardian_of=ben", "--document", "users/ben/notes.txt");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("asha sees users/ben/notes.txt (not ingested: by its name alone)", run.Output, StringComparison.Ordinal);
        Assert.Contains("role:guardian: The role 'guardian' shows it: it is a file of 'ben', whose guardian the user is.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_tenant_is_told_nothing_but_what_the_name_says()
    {
        var run = await Place.RunAsync("explain-access", "--role", "admin", "--tenant", "riverside", "--document", Water, "--json");
        Assert.Equal("not ingested: by its name alone", run.Json.GetProperty("documents")[0].GetProperty("source").GetString());
    }

    [Fact]
    public async Task An_attribute_without_a_value_is_an_error() =>
        Assert.NotEqual(0, (await Place.RunAsync("explain-access", "--attribute", "guardian_of", "--document", Water)).ExitCode);
}
