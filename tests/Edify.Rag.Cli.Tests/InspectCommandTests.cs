using System.Text.Json;
using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class InspectCommandTests : IDisposable
{
    private const string Notes = "# Fees\n\nThe late fee is charged for every week of delay, and parents are told of it by letter – always.\n\n- first\n  - second\n";

    private static readonly string[] Members =
        ["name", "elements", "pages", "title", "language", "characters", "warnings", "needsOcrPages", "undecodableShare", "duplicates", "reader", "elapsedMs", "error"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Elements_are_lines_and_the_report_stands_at_the_end()
    {
        var run = await InspectAsync(Put("fees.md", Notes));
        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n');
        Assert.Equal(["-\theading 1\tFees", "-\tparagraph\tThe late fee is charged for every week of delay, and parents are told of it by letter – always."], lines[..2]);
        Assert.Equal("-\tlist item 2\tsecond", lines[3]);
        Assert.Contains("title\tFees", lines);
        Assert.Contains("language\ten", lines);
        Assert.Contains("elements\t4", lines);
        Assert.DoesNotContain('\u001b', run.All);
    }

    [Fact]
    public async Task Long_texts_are_cut_to_a_line()
    {
        var run = await InspectAsync(Put("long.txt", string.Concat(Enumerable.Repeat("word ", 10_000))));
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 160));
    }

    [Fact]
    public async Task A_file_of_an_archive_that_was_left_out_is_not_called_repaired()
    {
        var path = Put("notes.zip", string.Empty);
        using (var archive = System.IO.Compression.ZipFile.Open(path + ".new", System.IO.Compression.ZipArchiveMode.Create))
        {
            foreach (var (name, content) in new[] { ("fees.md", System.Text.Encoding.UTF8.GetBytes(Notes)), ("program.bin", [1, 0, 2, 0, 255]) })
            {
                await using var entry = await archive.CreateEntry(name).OpenAsync();
                await entry.WriteAsync(content);
            }
        }

        File.Move(path + ".new", path, overwrite: true);
        var warning = Assert.Single((await InspectAsync(path, "--json")).Json.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.StartsWith("The file was not read whole: ", warning, StringComparison.Ordinal);
        Assert.Contains("program.bin", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_are_shown_in_place_of_elements()
    {
        var run = await InspectAsync(Put("fees.md", Notes + "\n## Exceptions\n\n" + string.Concat(Enumerable.Repeat("None of them is known to us. ", 80))), "--chunks");
        var chunks = run.Output.Split('\n').Where(line => line.StartsWith('#')).ToList();
        Assert.True(chunks.Count > 1);
        Assert.Matches("^#0 -\t0-[0-9]+\t", chunks[0]);
        Assert.Contains("[Fees > Exceptions]", chunks[^1], StringComparison.Ordinal);
        Assert.Contains($"chunks\t{chunks.Count}", run.Output.Split('\n'));
    }

    [Fact]
    public async Task Json_is_one_object_in_UTF_8()
    {
        var run = await InspectAsync(Put("fees.md", Notes), "--json");
        Assert.Equal('{', run.Output[0]);
        Assert.Equal(Members, run.Json.EnumerateObject().Select(m => m.Name));
        var elements = run.Json.GetProperty("elements").EnumerateArray().ToList();
        Assert.All(elements, e => Assert.Equal(["kind", "text", "page", "level"], e.EnumerateObject().Select(m => m.Name)));
        Assert.Equal(["heading", "paragraph", "listItem", "listItem"], elements.Select(e => e.GetProperty("kind").GetString()));
        Assert.Contains("– always", run.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("error").ValueKind);
        Assert.True(run.Json.GetProperty("elapsedMs").GetDouble() >= 0);
    }

    [Fact]
    public async Task Json_with_chunks_has_both()
    {
        var json = (await InspectAsync(Put("fees.md", Notes), "--json", "--chunks")).Json;
        Assert.Equal(4, json.GetProperty("elements").GetArrayLength());
        var chunk = Assert.Single(json.GetProperty("chunks").EnumerateArray());
        Assert.Equal((0, 0), (chunk.GetProperty("ordinal").GetInt32(), chunk.GetProperty("start").GetInt64()));
        Assert.Contains("late fee", chunk.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut.pdf", "%PDF-1.7 cut", "damaged")]
    [InlineData("strange.bin", "\u0001\0\u0002\0\u0003\u0004", "unsupported")]
    public async Task A_file_that_cannot_be_read_is_an_error_with_its_fault(string name, string content, string fault)
    {
        var path = Put(name, content);
        var json = await InspectAsync(path, "--json");
        Assert.Equal(1, json.ExitCode);
        Assert.Equal(fault, json.Json.GetProperty("error").GetProperty("fault").GetString());
        Assert.NotEmpty(json.Json.GetProperty("error").GetProperty("message").GetString()!);

        var text = await InspectAsync(path);
        Assert.Equal(1, text.ExitCode);
        Assert.StartsWith("error: ", text.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_goes_on_whatever_a_file_is()
    {
        string[] paths = [Put("a.md", Notes), _place["missing.pdf"], _place.Content, Put("b.bin", "\u0001\0\u0002\0"), Put("# c.txt", "text"), "\u0000"];
        var run = await BatchAsync(string.Join("\n", paths[..3]) + "\r\n\n" + string.Join("\n", paths[3..]));
        Assert.Equal(2, run.ExitCode);
        var lines = Lines(run);
        Assert.Equal(paths, lines.Select(l => l.GetProperty("name").GetString()));
        Assert.Equal([null, "unreadable", "unreadable", "unsupported", null, "unreadable"], lines.Select(Fault));
        Assert.All(lines, l => Assert.Equal(Members, l.EnumerateObject().Select(m => m.Name)));
    }

    [Fact]
    public async Task A_batch_of_good_files_succeeds() => Assert.Equal(0, (await BatchAsync($"{Put("a.md", Notes)}\n{Put("b.txt", "text")}\n")).ExitCode);

    [Fact]
    public async Task Limits_are_those_of_ingestion()
    {
        var environment = new Dictionary<string, string> { ["EdifyRag__Ingestion__MaxFileBytes"] = "10" };
        var error = (await Tool.RunAsync(environment, "inspect", Put("a.txt", "more than ten bytes"), "--json")).Json.GetProperty("error");
        Assert.Equal(("overLimit", "MaxFileBytes"), (error.GetProperty("fault").GetString(), error.GetProperty("limit").GetString()));
    }

    [Fact]
    public async Task A_password_opens_an_encrypted_file()
    {
        var (path, password) = EncryptedFile(ConformanceData.Folder("pdf"));
        Assert.Equal("encrypted", Fault((await InspectAsync(path, "--json")).Json));
        Assert.Null(Fault((await InspectAsync(path, "--json", "--password", "not it", "--password", password)).Json));
    }

    [Fact]
    public async Task Nothing_is_written_to_the_state_directory()
    {
        await InspectAsync(Put("a.md", Notes), "--chunks", "--state", _place["state"]);
        Assert.False(Directory.Exists(_place["state"]));
    }

    [Theory]
    [InlineData]
    [InlineData("a.md", "--batch", "list")]
    public async Task Either_a_file_or_a_list_is_named(params string[] arguments)
    {
        var run = await Tool.RunAsync(["inspect", .. arguments]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("--batch", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_list_is_one_sentence()
    {
        var run = await Tool.RunAsync("inspect", "--batch", _place["none.txt"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none.txt", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_over_files_of_all_kinds_prints_a_line_for_each()
    {
        var folder = Path.GetDirectoryName(ConformanceData.Folder("pdf"))!;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var run = await BatchAsync(string.Join('\n', files));
        var lines = Lines(run);
        Assert.Equal(files, lines.Select(l => l.GetProperty("name").GetString()));
        Assert.DoesNotContain(lines, l => Fault(l) is "failed" or "unreadable" or "overLimit");
        Assert.True(lines.Count(l => Fault(l) is null) > files.Count * 3 / 4);
    }

    [Fact]
    public async Task An_interrupted_batch_ends_with_a_whole_line()
    {
        // While nobody reads on, the tool cannot write the many lines of the second file.
        var large = Put("large.txt", string.Concat(Enumerable.Repeat("A line of the file.\n\n", 1_000_000)));
        await File.WriteAllTextAsync(_place["list"], $"{Put("a.md", Notes)}\n{large}\n{Put("b.md", Notes)}\n", TestContext.Current.CancellationToken);

        var run = await Tool.RunUntilLineAsync("inspect", "--batch", _place["list"]);
        Assert.Equal(130, run.ExitCode);
        Assert.Equal([null, "interrupted"], Lines(run).Select(Fault));
    }

    [Fact]
    [Trait("Lane", "slow")]
    public async Task A_file_that_never_ends_is_left_behind()
    {
        var pipe = await MakePipeAsync();
        var run = await Tool.RunAsync(new Dictionary<string, string> { ["EdifyRag__Ingestion__MaxFileDuration"] = "00:00:01" }, "inspect", pipe, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("unreadable", Fault(run.Json));
    }

    [Fact]
    public async Task A_pipe_or_device_does_not_hold_up_a_batch()
    {
        var link = _place["link.txt"];
        File.CreateSymbolicLink(link, await MakePipeAsync());
        var run = await BatchAsync($"{_place["pipe.txt"]}\n{link}\n/dev/zero\n{Put("empty.txt", string.Empty)}\n{Put("a.md", Notes)}\n");
        Assert.Equal(2, run.ExitCode);
        var lines = Lines(run);
        Assert.Equal(["unreadable", "unreadable", "unreadable", null, null], lines.Select(Fault));
        Assert.All(lines[..3], l => Assert.Contains("a pipe, a socket or a device", l.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pipe_that_is_named_by_itself_is_read()
    {
        var pipe = await MakePipeAsync();
        var inspecting = InspectAsync(pipe, "--json");
        await File.WriteAllTextAsync(pipe, Notes, TestContext.Current.CancellationToken);
        Assert.Null(Fault((await inspecting).Json));
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("--chunks")]
    public async Task A_file_is_read_no_further_than_somebody_reads_the_output(params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There, nothing tells that a pipe was closed.");
        var large = Put("large.txt", string.Concat(Enumerable.Repeat("A line of the file.\n\n", 200_000)));
        var run = await Tool.RunForLineAsync(["inspect", large, .. options]);
        Assert.Equal((141, string.Empty), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_batch_ends_when_nobody_reads_its_output()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There, nothing tells that a pipe was closed.");
        var large = Put("large.txt", string.Concat(Enumerable.Repeat("A line of the file.\n\n", 20_000)));
        await File.WriteAllTextAsync(_place["list"], string.Concat(Enumerable.Repeat($"{Put("a.md", Notes)}\n{large}\n", 20)), TestContext.Current.CancellationToken);
        var run = await Tool.RunForLineAsync("inspect", "--batch", _place["list"]);
        Assert.Equal((141, string.Empty), (run.ExitCode, run.Error));
    }

    // A pipe that nobody writes to: opening it waits for ever.
    private async Task<string> MakePipeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo") || File.Exists("/bin/mkfifo"), "Named pipes are made by mkfifo, which is not here.");
        var pipe = _place["pipe.txt"];
        using var maker = System.Diagnostics.Process.Start("mkfifo", [pipe]);
        await maker.WaitForExitAsync(TestContext.Current.CancellationToken);
        return pipe;
    }

    private Task<ToolRun> InspectAsync(string path, params string[] more) => Tool.RunAsync(["inspect", path, .. more]);

    private async Task<ToolRun> BatchAsync(string list)
    {
        await File.WriteAllTextAsync(_place["list"], list);
        return await Tool.RunAsync("inspect", "--batch", _place["list"]);
    }

    private string Put(string name, string text)
    {
        _place.Put(name, text);
        return Path.Combine(_place.Content, name);
    }

    private static (string Path, string Password) EncryptedFile(string folder)
    {
        var fields = File.ReadLines(Path.Combine(folder, "manifest.csv")).Select(line => line.Split(',')).First(f => f[1] == "encrypted" && f[7].Length > 0 && !f[0].EndsWith("user-password.pdf", StringComparison.Ordinal));
        return (Path.Combine(folder, fields[0]), fields[7]);
    }

    private static List<JsonElement> Lines(ToolRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Fault(JsonElement report) =>
        report.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("fault").GetString() : null;
}
