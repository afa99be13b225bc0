namespace Edify.Rag.Hosting.Retrieval;

/// <summary>What the legs of a search are called, and what is said of one that is missing.</summary>
internal static class LegNames
{
    public const string Vector = "vector";
    public const string Lexical = "lexical";
    public const string Both = "hybrid";

    public static string Missing(string leg, Exception failure)
    {
        if (leg == Lexical) return failure.InnerException is TimeoutException ? "The search by words was late. Searched by meaning only." : "The search by words failed. Searched by meaning only.";
        var reason = failure switch
        {
            RagConfigurationException => failure.Message,
            VectorStoreException { InnerException: TimeoutException } => "The search by meaning was late.",
            VectorStoreException => "The search by meaning failed.",
            _ => "The embedder is unavailable.",
        };
        return $"{reason} Searched by words only.";
    }
}
