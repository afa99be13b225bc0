namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>Where the repository keeps results.</summary>
internal static class ResultsFolder
{
    public static string Find() => Path.Combine(RepositoryFiles.Root, "benchmarks", "results");
}
