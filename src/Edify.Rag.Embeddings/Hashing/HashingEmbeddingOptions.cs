namespace Edify.Rag;

/// <summary>Settings of the hashing embedder.</summary>
public sealed class HashingEmbeddingOptions
{
    internal const int MinDimensions = 64;
    internal const int MaxDimensions = 8192;

    /// <summary>Length of the vectors. More dimensions mean fewer features that share one: better ranking, more memory.</summary>
    /// <value>Default: 1,024. Range: 64 to 8,192.</value>
    public int Dimensions { get; set; } = 1024;
}
