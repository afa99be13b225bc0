namespace Edify.Rag.Tests.Shared;

/// <summary>Where the scripts beside the tests put what they fetch: in a cache that outlives a checkout.</summary>
internal static class ToolCache
{
    /// <summary>The folder of some tools.</summary>
    /// <param name="variable">Names another folder.</param>
    /// <param name="name">The folder's name in the cache.</param>
    public static string Folder(string variable, string name) => Named(variable) ?? Path.Combine(Named("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "edify-rag", name);

    /// <summary>What a variable of the environment says; <see langword="null"/> when it is not set, or empty.</summary>
    public static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    // The scripts go by HOME.
    private static string Home => Named("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
