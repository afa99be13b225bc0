namespace Edify.Rag.Embeddings.Decorators.RateLimiting;

/// <summary>What a request takes of the limits.</summary>
internal readonly record struct EmbeddingCost(int Requests, int Texts, long Tokens)
{
    public static EmbeddingCost operator +(EmbeddingCost left, EmbeddingCost right) =>
        new(left.Requests + right.Requests, left.Texts + right.Texts, left.Tokens + right.Tokens);

    public static EmbeddingCost operator -(EmbeddingCost left, EmbeddingCost right) =>
        new(left.Requests - right.Requests, left.Texts - right.Texts, left.Tokens - right.Tokens);

    /// <summary>Whether it stays within the limits, of which 0 is none.</summary>
    public bool FitsIn(EmbeddingCost limits) =>
        (limits.Requests == 0 || Requests <= limits.Requests) && (limits.Texts == 0 || Texts <= limits.Texts) && (limits.Tokens == 0 || Tokens <= limits.Tokens);

    /// <summary>As much of it as the limits allow at all: what is larger than they are goes when nothing else does.</summary>
    public EmbeddingCost Within(EmbeddingCost limits) => this with { Tokens = limits.Tokens == 0 ? Tokens : Math.Min(Tokens, limits.Tokens) };
}
