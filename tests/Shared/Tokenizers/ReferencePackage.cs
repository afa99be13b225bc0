namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>Where <c>tests/tokenizers/reference.sh</c> puts the reference.</summary>
internal static class ReferencePackage
{
    public const string Advice = "The reference tokenizers are not installed; 'tests/tokenizers/reference.sh install' fetches them.";

    private const string Version = "0.23.2";

    public static bool IsInstalled => File.Exists(Path.Combine(Folder, "node_modules", "tokenizers", "package.json"));

    /// <summary>The program that answers for it.</summary>
    public static string Script => RepositoryFiles.Find("tests/tokenizers/reference.mjs");

    public static string Folder
    {
        get
        {
            var cache = Given("EDIFY_REFERENCES_DIR") ?? Path.Combine(Given("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "edify-rag", "references");
            return Path.Combine(cache, $"tokenizers-{Version}");
        }
    }

    private static string Home => Given("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
