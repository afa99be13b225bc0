namespace Edify.Rag.Embeddings.Hashing;

/// <summary>What of a text is hashed, how often and with which weight. Each change makes other vectors, and needs another model id.</summary>
/// <remarks>
/// The defaults were found on the CACM and Cranfield collections, by hybrid search; <c>./bench.sh retrieval</c> measures them
/// again beside others. Shorter grams join unrelated words, pairs of words bring nothing, and what a word begins with says most
/// about its meaning.
/// </remarks>
internal sealed record HashingScheme
{
    public static HashingScheme Default { get; } = new();

    /// <summary>Characters of the shortest n-grams, the marks at a word's ends among them.</summary>
    public int ShortestGram { get; init; } = 4;

    /// <summary>Characters of the longest n-grams; below <see cref="ShortestGram"/> there are none.</summary>
    public int LongestGram { get; init; } = 7;

    /// <summary>Weight of a word.</summary>
    public int WordWeight { get; init; } = 16;

    /// <summary>Weight of one of the <see cref="CommonWords"/>.</summary>
    public int CommonWordWeight { get; init; } = 1;

    /// <summary>Weight that a word's n-grams share, so that a long word does not outshout three short ones.</summary>
    public int GramWeight { get; init; } = 24;

    /// <summary>How much more an n-gram weighs that a word begins with.</summary>
    public int FirstGramFactor { get; init; } = 2;

    /// <summary>
    /// Dimensions that each word and n-gram is added to: with two, features that share one still differ in the other. Kane and
    /// Nelson, "Sparser Johnson-Lindenstrauss Transforms", Journal of the ACM 61(1), 2014.
    /// </summary>
    public int Positions { get; init; } = 2;
}
