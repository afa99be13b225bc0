namespace Edify.Rag.Tests.Shared;

/// <summary>Where inputs lie that this repository does not hold.</summary>
internal static class ConformanceFiles
{
    /// <summary>Names the folder of the data where it is not beside the repository.</summary>
    public const string Variable = "EDIFY_CONFORMANCE_DATA";

    /// <summary>The folder with the named data; <see langword="null"/> when it is not here.</summary>
    public static string? Find(string name) => Path.GetFullPath(Path.Combine(Folder, name)) is var folder && Directory.Exists(folder) ? folder : null;

    private static string Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Path.Combine(RepositoryFiles.Root, "..", "shared", "conformance");
}
