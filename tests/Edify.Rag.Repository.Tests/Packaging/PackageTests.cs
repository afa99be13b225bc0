using System.IO.Compression;
using System.Xml.Linq;

namespace Edify.Rag.Repository.Tests.Packaging;

[Trait("Lane", "package")]
public sealed class PackageTests(PackedFamily family) : IClassFixture<PackedFamily>
{
    [Fact]
    public void Every_package_is_packed() => Assert.Equal(
        Repository.Packages.Select(p => $"{p.Name}.{family.Version}.nupkg"),
        Directory.EnumerateFiles(family.PackagesFolder, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void A_package_says_what_it_is_and_under_which_licence() => ForEach((package, nuspec, files) =>
    {
        Assert.Equal(package.Name, Value(nuspec, "id"));
        Assert.Equal("MIT", Value(nuspec, "license"));
        Assert.Equal("README.md", Value(nuspec, "readme"));
        Assert.Contains("README.md", files);
        Assert.Equal(package.Property("Description"), Value(nuspec, "description"));
        Assert.NotEmpty(Value(nuspec, "authors")!);
    });

    [Fact]
    public void A_library_brings_its_documentation_and_no_assembly_but_its_own() => ForEach((package, _, files) =>
    {
        if (package.IsTool) return;
        string[] expected = [$"lib/net10.0/{package.Name}.dll", $"lib/net10.0/{package.Name}.xml"];
        Assert.Equal(expected, files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_package_depends_on_what_its_users_need_and_on_nothing_of_the_build() => ForEach((package, nuspec, _) =>
    {
        var dependencies = nuspec.Descendants().Where(e => e.Name.LocalName == "dependency")
            .Select(e => (Id: (string)e.Attribute("id")!, Version: (string)e.Attribute("version")!)).ToList();
        var direct = package.Xml.Descendants("PackageReference").Select(e => (string)e.Attribute("Include")!)
            .Concat(package.Xml.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(((string)e.Attribute("Include")!).Replace('\\', '/'))));

        if (package.IsTool) Assert.Empty(dependencies);
        else Assert.Empty(direct.Except(dependencies.Select(d => d.Id)));
        Assert.DoesNotContain(dependencies, d => d.Id.Contains("Analyzers", StringComparison.Ordinal));
        Assert.All(dependencies.Where(d => d.Id.StartsWith("Edify.", StringComparison.Ordinal)), d => Assert.Equal(family.Version, d.Version));
    });

    [Fact]
    public async Task A_host_outside_the_repository_restores_builds_and_runs_on_the_packages()
    {
        var host = Directory.CreateDirectory(Path.Combine(family.Folder, "host")).FullName;
        foreach (var resource in typeof(PackageTests).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Host/", StringComparison.Ordinal)))
        {
            await using var source = typeof(PackageTests).Assembly.GetManifestResourceStream(resource)!;
            await using var target = File.Create(Path.Combine(host, Path.GetFileName(resource)));
            await source.CopyToAsync(target);
        }

        await family.ConfigureSourcesAsync(host);
        await DotNet.RunAsync(host, "build", "Host.csproj", "-c", "Release", "-v", "quiet", "--disable-build-servers", "-warnaserror", $"-p:EdifyVersion={family.Version}");
        var output = await DotNet.RunAsync(host, Path.Combine(host, "bin", "Release", "net10.0", "Host.dll"));

        Assert.Contains("The host has its answer.", output, StringComparison.Ordinal);
    }

    private void ForEach(Action<PackedProject, XDocument, List<string>> check) => Assert.All(Repository.Packages, package =>
    {
        using var archive = ZipFile.OpenRead(Path.Combine(family.PackagesFolder, $"{package.Name}.{family.Version}.nupkg"));
        using var nuspec = archive.GetEntry(package.Name + ".nuspec")!.Open();
        check(package, XDocument.Load(nuspec), [.. archive.Entries.Select(e => e.FullName)]);
    });

    private static string? Value(XDocument nuspec, string element) => nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == element)?.Value;
}
