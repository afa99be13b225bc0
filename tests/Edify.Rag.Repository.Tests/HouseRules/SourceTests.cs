using System.Text.RegularExpressions;

namespace Edify.Rag.Repository.Tests.HouseRules;

public sealed partial class SourceTests
{
    private const int MaxLines = 400;

    // Put together from parts, so that this file does not hold what it looks for.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "#reg" + "ion"];

    private static IEnumerable<string> Sources => Repository.Files("src", "*.cs");

    [Fact]
    public void The_sources_are_found() => Assert.True(Sources.Count() > 40, "The other tests of this class would pass on an empty folder.");

    [Fact]
    public void No_file_is_too_long_to_be_read_in_one_go()
    {
        string[] folders = ["src", "tests", "benchmarks", "samples"];

        Assert.Empty(folders.SelectMany(f => Repository.Files(f, "*.cs")).Where(f => File.ReadLines(f).Count() > MaxLines).Select(Repository.Shown));
    }

    [Fact]
    public void Nothing_unfinished_is_kept() => Assert.Empty(
        from file in Sources
        let text = File.ReadAllText(file)
        from word in Unfinished
        where Regex.IsMatch(text, $@"(?<![A-Za-z]){word}(?![a-z])")
        select $"{Repository.Shown(file)}: {word}");

    [Fact]
    public void No_catch_takes_cancellation_for_an_error() => Assert.Empty(
        from file in Sources
        from Match match in UnfilteredCatch().Matches(File.ReadAllText(file))
        where !match.Groups["body"].Value.Contains("throw;", StringComparison.Ordinal)
        select $"{Repository.Shown(file)}: {match.Value.Split('\n')[0].Trim()}");

    [Theory]
    [InlineData("catch (Exception) { }", true)]
    [InlineData("catch (Exception e)\n{\n    Log(e);\n}", true)]
    [InlineData("catch\n{\n}", true)]
    [InlineData("catch (Exception e) when (e is not OperationCanceledException) { }", false)]
    [InlineData("catch (IOException) { }", false)]
    public void A_catch_of_everything_is_recognised(string code, bool found) => Assert.Equal(found, UnfilteredCatch().IsMatch(code));

    [Fact]
    public void A_namespace_is_the_flat_one_or_tells_the_folder() => Assert.Empty(
        from file in Sources
        let match = NamespaceLine().Match(File.ReadAllText(file))
        where match.Success && !IsRightNamespace(match.Groups[1].Value, file)
        select $"{Repository.Shown(file)}: {match.Groups[1].Value}");

    [Fact]
    public void No_type_is_named_after_having_no_name() => Assert.Empty(
        Sources.Where(f => VagueName().IsMatch(Path.GetFileNameWithoutExtension(f))).Select(Repository.Shown));

    // Subfolders may group the files of one feature: their namespace is then the feature's.
    private static bool IsRightNamespace(string name, string file)
    {
        if (name is "Edify.Rag" or "Microsoft.Extensions.DependencyInjection") return true;
        var parts = Repository.Shown(file).Split('/')[1..^1];
        var package = parts[0].StartsWith("Edify.Rag.", StringComparison.Ordinal) ? parts[0] : "Edify.Rag." + parts[0];
        return name == package || string.Join('.', [package, .. parts[1..]]) is var folder && (folder == name || folder.StartsWith(name + ".", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\bcatch(\s*\((System\.)?Exception(\s+\w+)?\)(?!\s*when\b)|(?=\s*\{))\s*\{(?<body>[^{}]*)")]
    private static partial Regex UnfilteredCatch();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex("(Helper|Helpers|Manager|Util|Utils|Utility|Utilities)$")]
    private static partial Regex VagueName();
}
