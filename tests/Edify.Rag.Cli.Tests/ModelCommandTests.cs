using System.Globalization;
using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class ModelCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_text_has_a_vector_its_tokens_and_a_time()
    {
        var run = await Tool.RunAsync("embed", "bada difo", "--model", Model(), "--onnxruntime", NeededOnnx.Runtime, "--json");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(16, run.Json.GetProperty("vector").GetArrayLength());
        Assert.True(run.Json.GetProperty("tokens").GetInt32() > 0);
        Assert.True(run.Json.GetProperty("elapsedMs").GetDouble() > 0);
        Assert.StartsWith("model@", run.Json.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Numbers_are_printed_for_people()
    {
        var run = await Tool.RunAsync("embed", "bada difo");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1024, run.Output.Trim().Split(' ').Count(n => float.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
        Assert.Contains("1024 dimensions", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_a_file_have_a_line_each()
    {
        await File.WriteAllLinesAsync(_place["texts"], ["\"bada\"", "", "\"difo\\n\\u00e4\"", "\"\""]);

        var run = await Tool.RunAsync("embed", "--batch", _place["texts"], "--model", Model(), "--onnxruntime", NeededOnnx.Runtime, "--json");

        Assert.True(run.ExitCode == 0, run.All);
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(16, JsonDocument.Parse(line).RootElement.GetProperty("vector").GetArrayLength()));
        Assert.Contains("3 texts", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_text_is_named()
    {
        await File.WriteAllLinesAsync(_place["texts"], ["\"bada\"", "bada"]);

        var run = await Tool.RunAsync("embed", "--batch", _place["texts"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Line 2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_model_is_one_sentence()
    {
        var run = await Tool.RunAsync("embed", "bada", "--model", _place["nowhere"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no model at", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_tells_what_is_there_and_how_fast_it_is()
    {
        var run = await Tool.RunAsync("models", "check", Model(), "--onnxruntime", NeededOnnx.Runtime);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("kind\tembedder", run.Output, StringComparison.Ordinal);
        Assert.Contains("dimension\t16", run.Output, StringComparison.Ordinal);
        Assert.Contains("tokens/s", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_tells_what_is_lacking()
    {
        var model = Model();
        File.Delete(Path.Combine(model, "onnx", "model.onnx"));

        var run = await Tool.RunAsync("models", "check", model, "--onnxruntime", NeededOnnx.Runtime, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("isUsable").GetBoolean());
        Assert.Contains("has no ONNX file", Assert.Single(run.Json.GetProperty("lacks").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_is_ingested_and_searched_by_a_model_from_the_settings()
    {
        await File.WriteAllTextAsync(_place["settings.json"], JsonSerializer.Serialize(new
        {
            EdifyRag = new { Embeddings = new { Provider = "Onnx", Onnx = new { ModelPath = Model(), RuntimeLibrary = NeededOnnx.Runtime } } },
        }));
        _place.PutSchool();

        var ingested = await _place.IngestAsync("--settings", _place["settings.json"]);
        var found = await _place.RunAsync("search", "late fee", "--role", "admin", "--mode", "vector", "--settings", _place["settings.json"], "--json");
        var otherwise = await _place.RunAsync("search", "late fee", "--role", "admin", "--mode", "vector", "--json");

        Assert.True(ingested.ExitCode == 0, ingested.All);
        Assert.NotEmpty(found.Json.GetProperty("results").EnumerateArray());
        // The collection has vectors of another length than the default embedder's.
        Assert.Equal(1, otherwise.ExitCode);
        Assert.Contains("16", otherwise.Error, StringComparison.Ordinal);
        Assert.Contains("1024", otherwise.Error, StringComparison.Ordinal);
    }

    private string Model() => ModelFolder.Write(_place["model"], BertShape.Tiny, "pooling_mode_mean_tokens");
}
