namespace Edify.Rag.Tests.Shared;

/// <summary>Files of the repository that a test runs. Paths that the compiler knows do not lead there: a build for CI leaves them out.</summary>
internal static class RepositoryFiles
{
    /// <summary>The full path of a file.</summary>
    /// <param name="path">Its path in the repository, by slashes.</param>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, path) is var file && File.Exists(file)) return Path.GetFullPath(file);
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {path}.");
    }
}
