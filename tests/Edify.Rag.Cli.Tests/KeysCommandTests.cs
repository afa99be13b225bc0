using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class KeysCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Keys_are_made_counted_and_changed()
    {
        var keys = _place["keys"];
        var encrypted = new Dictionary<string, string> { ["EdifyRag__Privacy__Encryption__KeyDirectory"] = keys };
        Assert.Equal("first", (await Tool.RunAsync("keys", "create", keys, "--id", "first", "--json")).Json.GetProperty("id").GetString());
        _place.PutSchool();
        await Tool.RunAsync(encrypted, "ingest", _place.Content, "--state", _place.State);

        var before = await Tool.RunAsync(encrypted, "keys", "status", "--state", _place.State, "--json");
        Assert.Equal((0, true), (before.ExitCode, before.Json.GetProperty("complete").GetBoolean()));
        var chunks = before.Json.GetProperty("chunks").GetProperty("first").GetInt32();
        Assert.True(chunks > 0);

        Assert.Equal(1, (await Tool.RunAsync("keys", "create", keys, "--id", "first")).ExitCode);
        Assert.Equal(0, (await Tool.RunAsync("keys", "create", keys, "--id", "second")).ExitCode);
        Assert.Equal(2, (await Tool.RunAsync(encrypted, "keys", "status", "--state", _place.State)).ExitCode);
        var rotated = await Tool.RunAsync(encrypted, "keys", "rotate", "--state", _place.State, "--json");
        Assert.Equal((0, chunks), (rotated.ExitCode, rotated.Json.GetProperty("rotated").GetInt32()));

        File.Delete(Path.Combine(keys, "first.key"));
        var after = await Tool.RunAsync(encrypted, "keys", "status", "--state", _place.State, "--json");
        Assert.Equal(chunks, after.Json.GetProperty("chunks").GetProperty("second").GetInt32());
        Assert.Equal(0, (await Tool.RunAsync(encrypted, "search", "fee", "--role", "admin", "--state", _place.State)).ExitCode);
    }

    [Fact]
    public async Task Without_encryption_it_says_what_to_set()
    {
        await _place.PutSchool().IngestAsync();

        var run = await Tool.RunAsync("keys", "status", "--state", _place.State);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("EdifyRag:Privacy:Encryption:KeyDirectory", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_only_refuses_a_model_elsewhere_before_anything_else()
    {
        var far = new Dictionary<string, string>
        {
            ["EdifyRag__LocalOnly"] = "true",
            ["EdifyRag__Models__0__Provider"] = "OpenAI",
            ["EdifyRag__Models__0__OpenAI__Model"] = "gpt-4o",
            ["EdifyRag__Models__0__OpenAI__ApiKey"] = "secret-key",
        };
        var near = new Dictionary<string, string>(far) { ["EdifyRag__Models__0__OpenAI__Endpoint"] = "http://localhost:11434/v1" };

        var run = await Tool.RunAsync(far, "ingest", _place.Content, "--state", _place.State);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the language model 'OpenAI' (OpenAI) at api.openai.com", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", run.All, StringComparison.Ordinal);
        Assert.Contains("All parts are on the school's own network.", (await Tool.RunAsync(near, "doctor", "--source", _place.Content, "--state", _place.State)).Output, StringComparison.Ordinal);
    }
}
