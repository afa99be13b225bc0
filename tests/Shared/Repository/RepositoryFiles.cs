namespace Edify.Rag.Tests.Shared;

/// <summary>The checkout that this was built from. Paths that the compiler knows do not lead there: a build for CI leaves them out.</summary>
internal static class RepositoryFiles
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder.</summary>
    /// <param name="path">Its path in the repository, by slashes.</param>
    public static string Find(string path)
    {
        var found = Path.GetFullPath(Path.Combine(Root, path));
        return Path.Exists(found) ? found : throw new FileNotFoundException($"The repository at {Root} holds no {path}.", found);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Edify.Rag.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"This runs in the repository, and no folder above {AppContext.BaseDirectory} is one.");
    }
}
