namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>Where the repository keeps results.</summary>
internal static class ResultsFolder
{
    public static string Find() => Path.Combine(Repository(), "benchmarks", "results");

    /// <summary>The root of the repository.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edify.Rag.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"This runs in the repository, and no folder above {AppContext.BaseDirectory} is one.");
    }
}
