using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class AuditCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> Audited = new() { ["EdifyRag__Audit"] = "true" };

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_audit_is_verified_exported_and_found_when_it_was_altered()
    {
        _place.PutSchool();
        Assert.Equal(0, (await RunAsync("ingest", _place.Content)).ExitCode);
        Assert.Equal(0, (await RunAsync("ask", "When does the first bell ring?", "--user", "ms-rao", "--role", "teacher")).ExitCode);
        var verified = await RunAsync("audit", "verify", "--json");
        Assert.Equal(0, verified.ExitCode);
        Assert.True(verified.Json.GetProperty("intact").GetBoolean());
        var head = verified.Json.GetProperty("head").GetString()!;
        Assert.Equal(0, (await RunAsync("audit", "verify", "--known", head)).ExitCode);

        var lines = (await RunAsync("audit", "export")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var entries = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("entry")).ToList();
        Assert.Contains(entries, e => e.GetProperty("action").GetString() == "ask" && e.GetProperty("subject").GetString() == "ms-rao");
        Assert.Contains(entries, e => e.GetProperty("action").GetString() == "system-access");
        Assert.Equal(lines.Length, verified.Json.GetProperty("records").GetInt64());
        Assert.Empty((await RunAsync("audit", "export", "--tenant", "other")).Output);
        Assert.Empty((await RunAsync("audit", "export", "--to", "2020-01-01")).Output);
        Assert.Equal(lines.Length, (await RunAsync("audit", "export", "--from", "2020-01-01", "--tenant", "default")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var segment = Directory.GetFiles(Path.Combine(_place.State, "audit"), "*.jsonl").Single();
        await File.WriteAllTextAsync(segment, (await File.ReadAllTextAsync(segment)).Replace("ms-rao", "nobody", StringComparison.Ordinal));
        var altered = await RunAsync("audit", "verify", "--json");
        Assert.Equal(2, altered.ExitCode);
        Assert.Equal("altered", altered.Json.GetProperty("defects")[0].GetProperty("defect").GetString());
        Assert.Equal(1 + entries.FindIndex(e => e.GetProperty("subject").GetString() == "ms-rao"), altered.Json.GetProperty("defects")[0].GetProperty("record").GetInt64());
        Assert.Equal(1, (await RunAsync("ask", "When does the first bell ring?", "--role", "teacher")).ExitCode);
    }

    [Fact]
    public async Task A_user_is_erased_and_the_certificate_is_in_the_audit()
    {
        _place.PutSchool().Put("users/asha/raw_data/s1/Art/b/diary.txt", "My dragon zorblatquin eats moss.");
        Assert.Equal(0, (await RunAsync("ingest", _place.Content)).ExitCode);
        var erased = await RunAsync("erase", "--user", "asha", "--json");
        Assert.Equal(0, erased.ExitCode);
        Assert.Equal(1, erased.Json.GetProperty("documents").GetInt32());
        Assert.DoesNotContain(Directory.EnumerateFiles(_place.State, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("zorblatquin", StringComparison.Ordinal));
        Assert.Equal(0, (await RunAsync("audit", "verify", "--known", erased.Json.GetProperty("certificate").GetString()!)).ExitCode);
        Assert.Contains("\"action\":\"erased\"", (await RunAsync("audit", "export")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--tenant", "default")]
    [InlineData("--user", "a", "--document", "b")]
    [InlineData("--user", " ")]
    public async Task What_is_to_be_erased_must_be_clear(params string[] arguments) => Assert.NotEqual(0, (await RunAsync(["erase", .. arguments])).ExitCode);

    [Fact]
    public async Task A_mark_that_is_none_is_refused() => Assert.NotEqual(0, (await RunAsync("audit", "verify", "--known", "12:abc")).ExitCode);

    private Task<ToolRun> RunAsync(params string[] arguments) => Tool.RunAsync(Audited, [.. arguments, "--state", _place.State]);
}
