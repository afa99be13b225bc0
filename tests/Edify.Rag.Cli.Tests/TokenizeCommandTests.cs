using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class TokenizeCommandTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly string _model;

    public TokenizeCommandTests()
    {
        _place.Put("model/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nlate\nfee\n##s\n.\n");
        _model = Path.Combine(_place.Content, "model");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Tokens_are_lines_of_id_text_and_place()
    {
        var run = await Tool.RunAsync("tokenize", "Late fees.", "--model", _model);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(["2\t[CLS]\t0\t0", "4\tlate\t0\t4", "5\tfee\t5\t8", "6\t##s\t8\t9", "7\t.\t9\t10", "3\t[SEP]\t0\t0"], run.Output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Json_is_an_object()
    {
        var json = (await Tool.RunAsync("tokenize", "😀 fee", "--model", _model, "--json")).Json;
        Assert.Equal([2, 1, 5, 3], json.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()));
        Assert.Equal(["[CLS]", "[UNK]", "fee", "[SEP]"], json.GetProperty("tokens").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(["[0,0]", "[0,2]", "[3,6]", "[0,0]"], json.GetProperty("offsets").EnumerateArray().Select(o => o.GetRawText()));
    }

    [Fact]
    public async Task A_batch_is_an_object_a_line()
    {
        var file = Put("texts.jsonl", "\"late\"\n\n\"fee\\nfees\"\n\"\"\n");
        var run = await Tool.RunAsync("tokenize", "--batch", file, "--model", _model, "--json");
        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("""{"ids":[2,4,3],""", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"ids":[2,5,5,6,3],""", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("""{"ids":[2,3],""", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_json_string_is_named()
    {
        var run = await Tool.RunAsync("tokenize", "--batch", Put("texts.jsonl", "\"late\"\nfee\n"), "--model", _model);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: Line 2 of ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_tokenizer_is_one_sentence()
    {
        var run = await Tool.RunAsync("tokenize", "late", "--model", _place.Content, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("neither a tokenizer.json nor a vocab.txt", run.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Neither_text_nor_batch_is_a_usage_error()
    {
        var run = await Tool.RunAsync("tokenize", "--model", _model);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Give one text", run.Error, StringComparison.Ordinal);
    }

    private string Put(string name, string text)
    {
        _place.Put(name, text);
        return Path.Combine(_place.Content, name);
    }
}
