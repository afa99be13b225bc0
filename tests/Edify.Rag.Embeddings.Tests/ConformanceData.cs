namespace Edify.Rag.Embeddings.Tests;

/// <summary>Finds data that the repository does not hold; a test without it is skipped.</summary>
internal static class ConformanceData
{
    public static string Folder(string name)
    {
        var folder = Path.Combine(Root(), name);
        if (Directory.Exists(folder)) return folder;

        var reason = $"The conformance data '{name}' is not there; set EDIFY_CONFORMANCE_DATA to the folder that holds it.";
        if (Environment.GetEnvironmentVariable("EDIFY_REQUIRE_CONFORMANCE") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return folder;
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("EDIFY_CONFORMANCE_DATA") is { Length: > 0 } named) return named;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edify.Rag.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "../shared/conformance");
    }
}
