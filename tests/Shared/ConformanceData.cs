namespace Edify.Rag.Tests.Shared;

/// <summary>Finds test inputs that this repository does not hold.</summary>
internal static class ConformanceData
{
    /// <summary>The folder with the named data; without it the test is skipped, or fails where the data is required.</summary>
    public static string Folder(string name)
    {
        if (ConformanceFiles.Find(name) is { } folder) return folder;

        var reason = $"The conformance data '{name}' is not here; name its folder in {ConformanceFiles.Variable}.";
        if (Environment.GetEnvironmentVariable("EDIFY_REQUIRE_CONFORMANCE") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return reason;
    }
}
