namespace Edify.Rag.Vectors.Tests.Lexical;

/// <summary>Data that the repository doesn't hold.</summary>
internal static class ConformanceData
{
    /// <summary>A folder of it; the test is skipped when it isn't there, or fails when it must be.</summary>
    public static string Folder(string name)
    {
        var folder = Path.Combine(Root(), name);
        if (Directory.Exists(folder))
            return folder;

        if (Environment.GetEnvironmentVariable("EDIFY_REQUIRE_CONFORMANCE") == "1")
            Assert.Fail($"The data in '{folder}' are required, and aren't there.");
        Assert.Skip($"The data in '{folder}' aren't there.");
        return folder;
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("EDIFY_CONFORMANCE_DATA") is { Length: > 0 } root)
            return root;

        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Edify.Rag.sln")))
            directory = directory.Parent;
        return Path.Combine(directory?.FullName ?? ".", "../shared/conformance");
    }
}
