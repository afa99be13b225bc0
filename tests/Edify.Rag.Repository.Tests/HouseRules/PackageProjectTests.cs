namespace Edify.Rag.Repository.Tests.HouseRules;

public sealed class PackageProjectTests
{
    public static TheoryData<string> Packages => [.. Repository.Packages.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_describes_itself_in_a_sentence(string package)
    {
        var description = Project(package).Property("Description");

        Assert.NotNull(description);
        Assert.EndsWith(".", description, StringComparison.Ordinal);
        Assert.True(description.Length > 40, $"The description of {package} says too little: {description}");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_a_page_of_its_own(string package)
    {
        var readme = Path.Combine(Project(package).Folder, "README.md");

        Assert.True(File.Exists(readme), $"{package} has no README.md.");
        Assert.Equal("# " + package, File.ReadLines(readme).First());
    }

    private static PackedProject Project(string package) => Repository.Packages.Single(p => p.Name == package);
}
