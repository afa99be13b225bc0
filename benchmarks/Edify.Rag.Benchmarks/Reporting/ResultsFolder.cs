namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>Where the repository keeps results.</summary>
internal static class ResultsFolder
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edify.Rag.sln"))) return Path.Combine(folder.FullName, "benchmarks", "results");
        }

        throw new InvalidOperationException($"Results are kept in the repository, and no folder above {AppContext.BaseDirectory} is one.");
    }
}
