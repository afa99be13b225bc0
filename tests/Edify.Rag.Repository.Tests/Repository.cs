using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Edify.Rag.Repository.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root => RepositoryFiles.Root;

    /// <summary>Every project that is packed, in order of name.</summary>
    public static IReadOnlyList<PackedProject> Packages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !IsBuildOutput(file))
            .Select(file => new PackedProject(file, XDocument.Load(file)))
            .Where(project => project.IsPacked)
            .OrderBy(project => project.Name, StringComparer.Ordinal),
    ];

    /// <summary>Assemblies of the packages that are libraries.</summary>
    public static IReadOnlyList<Assembly> Libraries { get; } =
        [.. Packages.Where(p => !p.IsTool).Select(p => Assembly.Load(new AssemblyName(p.Name)))];

    /// <summary>Files below a folder of the repository, without what builds left there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(file => !IsBuildOutput(file)).Order(StringComparer.Ordinal)
            : [];

    /// <summary>A file's path as people write it: from the root, with '/'.</summary>
    public static string Shown(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static bool IsCompilerGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal) || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsBuildOutput(string file) =>
        Shown(file).Split('/').Any(part => part is "bin" or "obj" or "artifacts");
}

/// <summary>A project that becomes a package.</summary>
internal sealed record PackedProject(string File, XDocument Xml)
{
    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Folder => Path.GetDirectoryName(File)!;

    public bool IsTool => Property("PackAsTool") == "true";

    // What lies in src is packed unless it says otherwise, everything else only when it says so.
    public bool IsPacked => (Property("IsPackable") ?? (Repository.Shown(File).StartsWith("src/", StringComparison.Ordinal) ? "true" : "false")) == "true";

    public string? Property(string name) => Xml.Descendants(name).FirstOrDefault()?.Value;
}
