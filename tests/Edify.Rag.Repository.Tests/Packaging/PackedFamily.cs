using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Edify.Rag.Repository.Tests.Packaging;

/// <summary>All packages, packed from the sources into a folder outside the repository, under a version that nothing else has.</summary>
public sealed partial class PackedFamily : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("edify-packages-").FullName;

    public string Version { get; } = "0.1.0-test." + Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);

    public string PackagesFolder => Path.Combine(Folder, "artifacts", "package", "release");

    public async ValueTask InitializeAsync()
    {
        // Built apart from the repository's own output, which holds another version and is in use by this very test.
        var solution = new XElement("Solution", Repository.Packages.Select(p => new XElement("Project", new XAttribute("Path", p.File))));
        await File.WriteAllTextAsync(Path.Combine(Folder, "Packages.slnx"), solution.ToString());
        await DotNet.RunAsync(
            Repository.Root, "pack", Path.Combine(Folder, "Packages.slnx"), "-c", "Release", "-v", "quiet", "--disable-build-servers",
            "--artifacts-path", Path.Combine(Folder, "artifacts"), $"-p:Version={Version}");
    }

    /// <summary>Lets a folder restore the packed family from here and everything else from where this machine gets its packages.</summary>
    public async Task ConfigureSourcesAsync(string folder)
    {
        var listing = await DotNet.RunAsync(folder, "nuget", "list", "source", "--format", "Detailed");
        var others = EnabledSource().Matches(listing).Select(m => m.Groups[1].Value.Trim());
        var config = new XElement(
            "configuration",
            new XElement("packageSources", Add("edify-packed", PackagesFolder)),
            new XElement("packageSourceMapping", Source("edify-packed", "Edify.Rag.*"), others.Select(name => Source(name, "*"))));
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), config.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        var answer = await DotNet.RunAsync(Folder, "nuget", "locals", "global-packages", "--list");
        var cache = answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        foreach (var package in Repository.Packages)
        {
            // Lower case is how the cache names its folders.
            var folder = new DirectoryInfo(Path.Combine(cache, package.Name.ToLowerInvariant(), Version));
            if (!folder.Exists) continue;
            folder.Delete(recursive: true);
            if (!folder.Parent!.EnumerateFileSystemInfos().Any()) folder.Parent.Delete();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Source(string key, string pattern) =>
        new("packageSource", new XAttribute("key", key), new XElement("package", new XAttribute("pattern", pattern)));

    [GeneratedRegex(@"^\s*\d+\.\s+(.+?)\s+\[Enabled\]", RegexOptions.Multiline)]
    private static partial Regex EnabledSource();
}
