namespace Edify.Rag.Tests.Shared.Tokenizers;

/// <summary>Where <c>tests/tokenizers/reference.sh</c> puts the reference.</summary>
internal static class ReferencePackage
{
    public const string Advice = "The reference tokenizers are not installed; 'tests/tokenizers/reference.sh install' fetches them.";

    private const string Version = "0.23.2";

    public static bool IsInstalled => File.Exists(Path.Combine(Folder, "node_modules", "tokenizers", "package.json"));

    /// <summary>The program that answers for it.</summary>
    public static string Script => RepositoryFiles.Find("tests/tokenizers/reference.mjs");

    public static string Folder => Path.Combine(ToolCache.Folder("EDIFY_REFERENCES_DIR", "references"), $"tokenizers-{Version}");
}
