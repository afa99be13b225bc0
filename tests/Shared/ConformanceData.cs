namespace Edify.Rag.Tests.Shared;

/// <summary>Finds test inputs that this repository does not hold.</summary>
internal static class ConformanceData
{
    /// <summary>The folder with the named data; without it the test is skipped, or fails where the data is required.</summary>
    public static string Folder(string name)
    {
        var folder = Root() is { } root ? Path.Combine(root, name) : null;
        if (Directory.Exists(folder)) return folder;

        var reason = $"The conformance data '{name}' is not here; name its folder in EDIFY_CONFORMANCE_DATA.";
        if (Environment.GetEnvironmentVariable("EDIFY_REQUIRE_CONFORMANCE") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return reason;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("EDIFY_CONFORMANCE_DATA") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Edify.Rag.sln"))) return Path.Combine(folder.FullName, "..", "shared", "conformance");
        return null;
    }
}
