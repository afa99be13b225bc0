namespace Edify.Rag;

/// <summary>How the semantic chunker cuts documents into passages.</summary>
public sealed class SemanticChunkerOptions : ChunkerOptions
{
    /// <summary>Below this much, in <see cref="ChunkerOptions.Unit"/>s, a passage is merged with the neighbour that is closer in meaning; from 0 to half of <see cref="ChunkerOptions.Size"/>.</summary>
    /// <value>Default: 200.</value>
    public int MinSize { get; set; } = 200;

    /// <summary>
    /// Share of the distances between neighbouring sentences, in percent, that are no boundaries: of 512 sentences at a time, the
    /// distances above this percentile are.
    /// </summary>
    /// <value>Default: 80. Range: 0 to 100.</value>
    public double Percentile { get; set; } = 80;

    /// <summary>Sentences on each side of a sentence that are embedded with it, so that a short one does not seem to change the subject.</summary>
    /// <value>Default: 1. Range: 0 to 10.</value>
    public int Neighbours { get; set; } = 1;
}
