namespace Edify.Rag.Hosting.Retrieval;

/// <summary>One text to search for, and how.</summary>
/// <param name="Text">What is embedded.</param>
/// <param name="Words">What the lexical leg looks for: the text, and what is to be looked for besides.</param>
/// <param name="Query">What was asked for.</param>
/// <param name="Settings">The settings as they were when it was asked for.</param>
/// <param name="Scope">What the asker may see.</param>
internal sealed record SearchOrder(string Text, string Words, RetrievalQuery Query, RetrievalOptions Settings, AccessScope Scope)
{
    private const int StoreK = 60;
    private const int LeastDepth = 100;

    public float? MinSimilarity => Query.MinSimilarity ?? Settings.MinSimilarity;

    /// <summary>Whether a store's own fusion does what is asked for.</summary>
    public bool IsForStore =>
        Settings is { FuseInStore: true, Fusion: RetrievalFusion.ReciprocalRank, FusionK: StoreK, VectorLimit: null, LexicalLimit: null, MinLexicalScore: null };

    /// <summary>What is asked of a store that fuses both legs.</summary>
    public VectorQuery Both(QuestionVector vector) => Both() with { Vector = vector.Vector, Embedder = vector.Embedder };

    /// <summary>What is asked for the vector leg alone.</summary>
    /// <param name="vector">The question's vector.</param>
    /// <param name="isFused">Whether another leg stands beside it, so that what is just below the cut may belong to the best.</param>
    public VectorQuery Nearest(QuestionVector vector, bool isFused) =>
        Both() with { Vector = vector.Vector, Embedder = vector.Embedder, Text = null, Limit = Depth(Settings.VectorLimit, isFused) };

    /// <summary>What is asked for the lexical leg alone.</summary>
    /// <param name="isFused">Whether another leg stands beside it.</param>
    public VectorQuery Lexical(bool isFused) => Both() with { MinSimilarity = null, Limit = Depth(Settings.LexicalLimit, isFused) };

    private VectorQuery Both() => new() { Text = Words, Limit = Query.Top, Filter = Query.Within, MinSimilarity = MinSimilarity };

    private int Depth(int? limit, bool isFused) =>
        limit is { } own ? isFused ? own : Math.Min(own, Query.Top) : isFused ? Math.Clamp(2 * Query.Top, LeastDepth, VectorQuery.MaxLimit) : Query.Top;
}
