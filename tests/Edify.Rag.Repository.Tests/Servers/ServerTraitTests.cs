using System.Text.RegularExpressions;

namespace Edify.Rag.Repository.Tests.Servers;

/// <summary>Whoever has no servers leaves the tests that need one out by trait, which works only where every one of them carries it.</summary>
public sealed partial class ServerTraitTests
{
    private static readonly Dictionary<string, string> Names = new() { ["AzureBlobs"] = "azure", ["S3"] = "s3", ["Postgres"] = "postgres", ["Redis"] = "redis" };

    [Fact]
    public void Tests_that_ask_for_a_server_carry_its_trait()
    {
        var files = Repository.Files("tests", "*.cs").Where(f => !Repository.Shown(f).StartsWith("tests/Shared/", StringComparison.Ordinal)).ToList();

        Assert.Empty(
            from file in files
            from missing in Missing(File.ReadAllText(file))
            select $"{Repository.Shown(file)} lacks [Trait(\"Needs\", \"{missing}\")]");
    }

    [Theory]
    [InlineData("[Trait(\"Needs\", \"redis\")] public void A() => Use(SERVERS.Redis);", 0)]
    [InlineData("[Trait(\"Needs\", \"s3\")] public void A() => Use(SERVERS.Redis);", 1)]
    [InlineData("public void A() => Use(SERVERS.Redis, SERVERS.S3.Endpoint);", 2)]
    public void A_missing_trait_is_recognised(string code, int missing)
    {
        // Put together from parts, so that this file does not ask.
        code = code.Replace("SERVERS", "Test" + "Servers", StringComparison.Ordinal);

        // A file without tests hands servers to those that have some.
        Assert.Empty(Missing(code));
        Assert.Equal(missing, Missing("[Fact] " + code).Count());
    }

    private static IEnumerable<string> Missing(string code) =>
        HasTests().IsMatch(code)
            ? Asked().Matches(code).Select(m => Names[m.Groups[1].Value]).Distinct().Where(name => !code.Contains($"Trait(\"Needs\", \"{name}\")", StringComparison.Ordinal))
            : [];

    [GeneratedRegex(@"\[(Fact|Theory|Property)\b")]
    private static partial Regex HasTests();

    [GeneratedRegex(@"\bTestServers\.(AzureBlobs|S3|Postgres|Redis)\b")]
    private static partial Regex Asked();
}
