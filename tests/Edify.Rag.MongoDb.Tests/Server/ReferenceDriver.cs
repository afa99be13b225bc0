namespace Edify.Rag.MongoDb.Tests.Server;

/// <summary>The official driver, and another engine for comparison.</summary>
internal static class ReferenceDriver
{
    private static readonly NodeReference Node = new("tests/Edify.Rag.MongoDb.Server", "mongodb");

    /// <summary>What each thing that the driver tries on a server came to; skips the test where there is no driver.</summary>
    /// <param name="connectionString">The server.</param>
    /// <param name="hasSearch">Whether it has a search engine, which is tried too.</param>
    public static Task<IReadOnlyDictionary<string, string>> TryAsync(string connectionString, bool hasSearch = false) =>
        Node.TryAsync("reference.mjs", hasSearch ? [connectionString, "search"] : [connectionString]);

    /// <summary>What each kind of query came to that was put to a server and to mingo.</summary>
    public static Task<IReadOnlyDictionary<string, string>> CompareAsync(string connectionString) => Node.TryAsync("mingo.mjs", connectionString);
}
