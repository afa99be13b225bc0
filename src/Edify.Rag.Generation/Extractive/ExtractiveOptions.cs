namespace Edify.Rag;

/// <summary>Settings of extractive answers.</summary>
public sealed class ExtractiveOptions
{
    /// <summary>The most sentences of an answer.</summary>
    /// <value>Default: 4. Range: 1 to 20.</value>
    public int MaxSentences { get; set; } = 4;

    /// <summary>The most characters of an answer, citations not counted. A single longer sentence is still given whole.</summary>
    /// <value>Default: 700. Range: 100 to 10,000.</value>
    public int MaxCharacters { get; set; } = 700;

    /// <summary>
    /// How much of the question a sentence must cover to count as an answer, its terms weighted by how rare they are in the
    /// passages. Higher values answer less and err less.
    /// </summary>
    /// <value>Default: 0.5. Range: above 0, to 1.</value>
    public double MinCoverage { get; set; } = 0.5;
}
