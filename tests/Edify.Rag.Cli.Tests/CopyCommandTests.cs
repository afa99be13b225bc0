using Edify.Rag.Cli.Tests.Support;

namespace Edify.Rag.Cli.Tests;

public sealed class CopyCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> Plain = [];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_collection_moves_to_another_directory_and_answers_there()
    {
        await _place.PutSchool().IngestAsync();

        var copy = await CopyAsync("--json");

        Assert.Equal(0, copy.ExitCode);
        Assert.Equal(("documents-1", "documents-1", true), (copy.Json.GetProperty("from").GetString(), copy.Json.GetProperty("to").GetString(), copy.Json.GetProperty("verified").GetBoolean()));
        Assert.Equal(3, copy.Json.GetProperty("written").GetInt32());
        var answer = await Tool.RunAsync("ask", "How much is the late fee?", "--role", "admin", "--state", _place["moved"]);
        Assert.Contains("50 rupees", answer.Output, StringComparison.Ordinal);

        var again = await CopyAsync();
        Assert.Contains("0 written", again.Output, StringComparison.Ordinal);
        Assert.Contains("Verified", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_is_killed_goes_on_where_it_was()
    {
        _place.Put("General/long.txt", Prose(1_500_000));
        await _place.IngestAsync();
        var killed = await Tool.KillAtProgressAsync(Plain, CopyArguments());

        var copy = await CopyAsync("--json");

        Assert.Equal(0, copy.ExitCode);
        Assert.True(copy.Json.GetProperty("verified").GetBoolean());
        var (records, written) = (copy.Json.GetProperty("records").GetInt32(), copy.Json.GetProperty("written").GetInt32());
        Assert.True(records > 1000);
        if (killed) Assert.InRange(written, 0, records - 1);
        Assert.Equal(0, (await CopyAsync("--json")).Json.GetProperty("written").GetInt32());
    }

    [Fact]
    public async Task Records_of_tenants_that_were_not_named_are_told_of()
    {
        await _place.PutSchool().IngestAsync();
        await _place.IngestAsync("--tenant", "riverside");

        var one = await CopyAsync();
        Assert.Equal(2, one.ExitCode);
        Assert.Contains("3 records of tenants that were not named", one.Error, StringComparison.Ordinal);

        var both = await CopyAsync("--tenants", "default, riverside", "--json");
        Assert.Equal((0, 6), (both.ExitCode, both.Json.GetProperty("records").GetInt32()));
    }

    [Fact]
    public async Task What_can_not_be_copied_is_told_in_a_sentence()
    {
        var nothing = await CopyAsync();
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("There is no collection 'documents'", nothing.Error, StringComparison.Ordinal);

        await _place.PutSchool().IngestAsync();
        var onto = await _place.RunAsync("copy", "--from", "Embedded", "--to", "embedded");
        Assert.Contains("can't be copied onto itself", onto.Error, StringComparison.Ordinal);

        var unknown = await _place.RunAsync("copy", "--from", "Embedded", "--to", "Oracle");
        Assert.Contains("EdifyRag:Vectors:Provider is 'Oracle'", unknown.Error, StringComparison.Ordinal);
    }

    /// <summary>Sentences, no two alike.</summary>
    internal static string Prose(int length) => string.Concat(Enumerable.Range(0, length / 40).Select(i => $"Room {i} of house {i * 7 % 1009} opens at {i % 12}. "));

    private string[] CopyArguments() => ["copy", "--from", "Embedded", "--to", "Embedded", "--state", _place.State, "--to-state", _place["moved"]];

    private Task<ToolRun> CopyAsync(params string[] more) => Tool.RunAsync([.. CopyArguments(), .. more]);
}
