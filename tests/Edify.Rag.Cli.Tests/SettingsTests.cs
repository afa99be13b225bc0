using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_settings_file_is_overridden_by_the_environment_and_that_by_the_command_line()
    {
        _place.PutSchool();
        var settings = Settings("""{ "EdifyRag": { "Tenant": "from-file", "Embeddings": { "Hashing": { "Dimensions": 128 } } } }""");
        var environment = new Dictionary<string, string> { ["EdifyRag__Embeddings__Hashing__Dimensions"] = "256" };
        await Tool.RunAsync(environment, "ingest", _place.Content, "--state", _place.State, "--settings", settings);

        var status = await Tool.RunAsync(environment, "status", "--state", _place.State, "--settings", settings, "--json");
        Assert.Equal(256, status.Json.GetProperty("dimension").GetInt32());
        Assert.Equal(3, status.Json.GetProperty("documents").GetInt32());
        var other = await Tool.RunAsync(environment, "status", "--state", _place.State, "--settings", settings, "--tenant", "other", "--json");
        Assert.Equal(0, other.Json.GetProperty("documents").GetInt32());
    }

    [Theory]
    [InlineData("""{ "EdifyRag": { "Chunkin": { } , "Chunkin2": "x" } }""", "Chunkin")]
    [InlineData("""{ "EdifyRag": { "Chunking": { "Recursive": { "Size": 1 } } } }""", "Size")]
    [InlineData("""{ "EdifyRag": { "Chunking": { "Recursive": { "Sise": 500 } } } }""", "error: The setting EdifyRag:Chunking:Recursive:Sise is unknown; instead of 'Sise' it may be ")]
    [InlineData("""{ "EdifyRag": { "Ingestion": { "BatchSize": 0 }, "Retrieval": { "Candidates": 0 } } }""", "BatchSize is 0")]
    [InlineData("""{ "EdifyRag": { "Vectors": { "Provider": "Oracle" } } }""", "Oracle")]
    [InlineData("""{ "EdifyRag": { "Reranking": { "Onnx": { } } } }""", "OnnxRerankerOptions.ModelPath")]
    [InlineData("""{ "EdifyRag": { "Reranking": { "Provider": "Onyx" } } }""", "Onyx")]
    [InlineData("""{ "EdifyRag": { "Retrieval": { "RerankCandidates": 0 } } }""", "RerankCandidates is 0")]
    [InlineData("""{ "EdifyRag": { "Storage": { "Provider": "AzureBlobs" } } }""", "AzureBlobStoreOptions.ConnectionString or AccountUrl must be set")]
    public async Task A_wrong_setting_is_one_sentence(string json, string named)
    {
        var run = await Tool.RunAsync("doctor", "--state", _place.State, "--settings", Settings(json));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_the_storage_of_the_settings_is_ingested()
    {
        _place.PutSchool();
        var environment = new Dictionary<string, string> { ["EdifyRag__Storage__Provider"] = "Folder", ["EdifyRag__Storage__Folder__Path"] = _place.Content };

        var run = await Tool.RunAsync(environment, "ingest", "--state", _place.State, "--json");

        Assert.Equal(3, run.Json.GetProperty("ingested").GetInt32());
    }

    [Fact]
    public async Task A_missing_settings_file_is_named()
    {
        var run = await Tool.RunAsync("status", "--settings", _place["none.json"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_document_takes_it_out_of_search()
    {
        await _place.PutSchool().IngestAsync();
        var gone = await _place.RunAsync("delete", "SOP/fees/late.md", "--json");
        Assert.True(gone.Json.GetProperty("deleted").GetBoolean());
        Assert.DoesNotContain("rupees", (await _place.RunAsync("search", "late fee", "--role", "admin")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await _place.RunAsync("delete", "SOP/fees/late.md")).ExitCode);
    }

    private string Settings(string json)
    {
        File.WriteAllText(_place["appsettings.json"], json);
        return _place["appsettings.json"];
    }
}
