namespace Edify.Rag.Qdrant.Server.Tests.Client;

/// <summary>The official client.</summary>
internal static class ReferenceClient
{
    private static readonly NodeReference Node = new("tests/Edify.Rag.Qdrant.Server", "@qdrant/js-client-rest");

    /// <summary>What each thing that the client tries on a server came to; skips the test where there is no client.</summary>
    public static Task<IReadOnlyDictionary<string, string>> TryAsync(params string[] arguments) => Node.TryAsync("reference.mjs", arguments);
}
