using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

/// <summary>A store that is ingested once for the tests that only read.</summary>
public sealed class IngestedSchool : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async ValueTask InitializeAsync() => Assert.Equal(0, (await Place.PutSchool().IngestAsync()).ExitCode);

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class QuestionCommandTests(IngestedSchool school) : IClassFixture<IngestedSchool>
{
    private Workplace Place => school.Place;

    [Fact]
    public async Task Search_prints_passages_as_json()
    {
        var run = await Place.RunAsync("search", "late fee", "--user", "head", "--role", "admin", "--top", "2", "--json");
        Assert.Equal(0, run.ExitCode);
        var results = run.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.InRange(results.Count, 1, 2);
        Assert.Equal(["documentId", "name", "page", "score", "text", "metadata"], results[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("SOP/fees/late.md", results[0].GetProperty("name").GetString());
        Assert.Equal("fees", results[0].GetProperty("metadata").GetProperty("category").GetString());
        Assert.True(run.Json.GetProperty("elapsedMs").GetDouble() >= 0);
    }

    [Theory]
    [InlineData("lexical")]
    [InlineData("vector")]
    [InlineData("hybrid")]
    public async Task Every_mode_finds(string mode)
    {
        var run = await Place.RunAsync("search", "late fee", "--role", "admin", "--mode", mode, "--json");
        Assert.Equal("SOP/fees/late.md", run.Json.GetProperty("results")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Ask_prints_the_answer_with_its_sources_as_json()
    {
        var run = await Place.RunAsync("ask", "How much is the late fee?", "--user", "head", "--role", "admin", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["answer", "outcome", "citations", "trace", "elapsedMs"], run.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("answered", run.Json.GetProperty("outcome").GetString());
        Assert.Contains("50 rupees", run.Json.GetProperty("answer").GetString(), StringComparison.Ordinal);
        var citation = run.Json.GetProperty("citations")[0];
        Assert.Equal("SOP/fees/late.md", citation.GetProperty("name").GetString());
        Assert.Equal(["number", "name", "page", "excerpt"], citation.EnumerateObject().Select(p => p.Name).Take(4));
    }

    [Fact]
    public async Task Ask_prints_answer_and_sources_as_lines()
    {
        var run = await Place.RunAsync("ask", "How much is the late fee?", "--role", "admin");
        Assert.Contains("[1] SOP/fees/late.md", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("student", "Grade 5")]
    [InlineData("teacher", "")]
    [InlineData("caretaker", "")]
    [InlineData("", "")]
    public async Task What_a_role_may_not_see_is_neither_found_nor_answered(string role, string grade)
    {
        string[] who = [.. role.Length > 0 ? ["--role", role] : Array.Empty<string>(), .. grade.Length > 0 ? ["--grade", grade] : Array.Empty<string>()];
        var answer = await Place.RunAsync("ask", ["How much is the late fee?", .. who, "--json"]);
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("notFound", answer.Json.GetProperty("outcome").GetString());
        var search = await Place.RunAsync("search", ["late fee", .. who, "--json"]);
        Assert.DoesNotContain("rupees", search.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        var run = await Place.RunAsync("search", "late fee", "--role", "admin", "--tenant", "riverside", "--json");
        Assert.Equal(0, run.Json.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u0007\u001b")]
    public async Task An_empty_question_is_one_sentence(string question)
    {
        var run = await Place.RunAsync("ask", question, "--role", "admin");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("empty", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_a_hundred_thousand_characters_is_one_sentence()
    {
        var run = await Place.RunAsync("ask", new string('x', 100_000), "--role", "admin");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("4,000", run.Error, StringComparison.Ordinal);
        Assert.True(run.All.Length < 1_000);
    }

    [Fact]
    public async Task The_stack_trace_is_shown_to_who_asks_for_it()
    {
        var run = await Place.RunAsync("ask", "", "--role", "admin", "--verbose");
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_state_directory_the_remedy_is_told()
    {
        var run = await Tool.RunAsync("ask", "late fee?", "--role", "admin", "--state", Place["nothing"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("edify-rag ingest", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Place["nothing"]));
    }

    [Fact]
    public async Task A_wrong_option_is_refused()
    {
        Assert.NotEqual(0, (await Place.RunAsync("search", "fee", "--top", "0")).ExitCode);
        Assert.NotEqual(0, (await Place.RunAsync("search", "fee", "--mode", "magic")).ExitCode);
    }

    [Fact]
    public async Task Status_counts_as_json()
    {
        var run = await Place.RunAsync("status", "--json");
        Assert.Equal(
            ["documents", "chunks", "failed", "collection", "embedder", "dimension", "sizeBytes", "failures", "quarantined"],
            run.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, run.Json.GetProperty("documents").GetInt32());
        Assert.Equal(1024, run.Json.GetProperty("dimension").GetInt32());
        Assert.True(run.Json.GetProperty("sizeBytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Doctor_says_one_line_a_part()
    {
        var run = await Place.RunAsync("doctor", "--source", Place.Content);
        Assert.Equal(0, run.ExitCode);
        foreach (var part in (string[])["blobs", "readers", "embedder", "vectors", "collection", "ledger", "language model"])
            Assert.Contains($"ok      {part}:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_the_remedy_of_what_is_broken()
    {
        var run = await Tool.RunAsync(
            new Dictionary<string, string> { ["EdifyRag__Embeddings__Hashing__Dimensions"] = "256" }, "doctor", "--state", Place.State, "--json");
        Assert.Equal(1, run.ExitCode);
        var broken = run.Json.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("health").GetString() == "broken");
        Assert.Equal("collection", broken.GetProperty("part").GetString());
        Assert.NotEmpty(broken.GetProperty("remedy").GetString()!);
    }
}
