using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

/// <summary>The tool with an embedder behind OpenAI's API.</summary>
public sealed class OpenAIEmbeddingTests : IDisposable
{
    private const string Key = "sk-key-of-the-tests-which-is-secret";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_text_has_the_vector_of_the_server_that_the_settings_name()
    {
        await using var api = new EmbeddingApi();

        var run = await Tool.RunAsync(Environment(api), "embed", "first bell", "--query", "--json");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(WordVectors.Of("query: first bell", 64), run.Json.GetProperty("vector").EnumerateArray().Select(x => x.GetSingle()));
        Assert.StartsWith("word-vectors@", run.Json.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Equal($"Bearer {Key}", Assert.Single(api.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_folder_is_ingested_and_asked()
    {
        await using var api = new EmbeddingApi();
        _place.PutSchool();

        var ingested = await Tool.RunAsync(Environment(api), "ingest", _place.Content, "--state", _place.State, "--json");
        var asked = await Tool.RunAsync(Environment(api), "ask", "How much is the late fee?", "--role", "admin", "--state", _place.State, "--json");

        Assert.True(ingested.ExitCode == 0, ingested.All);
        Assert.Equal(3, ingested.Json.GetProperty("ingested").GetInt32());
        Assert.Contains("50 rupees", asked.Json.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Contains(api.Requests, r => r.Texts.Contains("query: How much is the late fee?"));
    }

    [Theory]
    [InlineData(200, "ok     ", "openai/word-vectors@")]
    [InlineData(401, "broken ", "refuses the key (invalid_request_error); check ApiKey")]
    public async Task The_doctor_says_how_the_server_is(int status, string sign, string finding)
    {
        await using var api = new EmbeddingApi { OnRequest = _ => status == 200 ? null : ApiAnswer.Error(status) };

        var run = await Tool.RunAsync(Environment(api), "doctor", "--state", _place.State);

        Assert.Contains($"{sign} embedder: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(finding, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_the_setting_is_named()
    {
        var run = await Tool.RunAsync(new Dictionary<string, string> { ["EdifyRag__Embeddings__Provider"] = "OpenAI" }, "doctor", "--state", _place.State);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("OpenAIEmbeddingOptions.Model must be the name of a model", run.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Environment(EmbeddingApi api) => new()
    {
        ["EdifyRag__Embeddings__Provider"] = "OpenAI",
        ["EdifyRag__Embeddings__OpenAI__Endpoint"] = api.Endpoint.ToString(),
        ["EdifyRag__Embeddings__OpenAI__Model"] = EmbeddingApi.Model,
        ["EdifyRag__Embeddings__OpenAI__ApiKey"] = Key,
        ["EdifyRag__Embeddings__OpenAI__QueryPrefix"] = "query: ",
    };
}
