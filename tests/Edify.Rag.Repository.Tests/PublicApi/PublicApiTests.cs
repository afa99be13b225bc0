using System.Reflection;

namespace Edify.Rag.Repository.Tests.PublicApi;

public sealed class PublicApiTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_API") == "1";

    public static TheoryData<string> Packages => [.. Repository.Packages.Where(p => !p.IsTool).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_the_public_API_that_is_written_down(string package)
    {
        var actual = ApiText.Of(Assembly.Load(new AssemblyName(package)));
        var file = Path.Combine(Repository.Root, "api", package + ".txt");
        if (Update) File.WriteAllText(file, actual);

        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;

        Assert.True(expected == actual, Difference(package, [.. ApiText.Lines(expected)], [.. ApiText.Lines(actual)]));
    }

    [Fact]
    public void Every_file_of_written_down_API_belongs_to_a_package()
    {
        var stale = Repository.Files("api", "*.txt").Select(Path.GetFileNameWithoutExtension).Except(Repository.Packages.Select(p => p.Name));

        Assert.Empty(stale);
    }

    private static string Difference(string package, HashSet<string> expected, HashSet<string> actual) => string.Join('\n',
        [
            $"The public API of {package} is not what api/{package}.txt says:",
            .. expected.Except(actual).Select(line => "  - " + line),
            .. actual.Except(expected).Select(line => "  + " + line),
            "If that is meant, run UPDATE_API=1 ./test.sh --filter PublicApi and commit the file.",
        ]);
}
