namespace Edify.Rag.Tests.Shared;

/// <summary>Where inputs lie that this repository does not hold.</summary>
internal static class ConformanceFiles
{
    /// <summary>Names the folder of the data where it is not beside the repository.</summary>
    public const string Variable = "EDIFY_CONFORMANCE_DATA";

    /// <summary>The folder with the named data; <see langword="null"/> when it is not here.</summary>
    public static string? Find(string name) => Root() is { } root && Path.Combine(root, name) is var folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Edify.Rag.sln"))) return Path.Combine(folder.FullName, "..", "shared", "conformance");
        return null;
    }
}
