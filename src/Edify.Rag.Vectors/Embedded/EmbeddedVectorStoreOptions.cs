namespace Edify.Rag;

/// <summary>Settings of the embedded vector store.</summary>
public sealed class EmbeddedVectorStoreOptions
{
    /// <summary>Directory that holds the collections; made when it is not there. Relative paths are relative to the working directory.</summary>
    /// <value>Default: ".edify/vectors".</value>
    public string Directory { get; set; } = ".edify/vectors";

    /// <summary>BM25's k1: how soon further occurrences of a word count for less.</summary>
    /// <value>Default: 0.9. Range: above 0, to 10.</value>
    public double K1 { get; set; } = 0.9;

    /// <summary>BM25's b: how much a long text is held against a match, from not at all to fully.</summary>
    /// <value>Default: 0.4. Range: 0 to 1.</value>
    public double B { get; set; } = 0.4;

    /// <summary>Whether English words are cut to their stem, so that "lessons" finds "lesson". Fixed when a collection is filled.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Stemming { get; set; } = true;

    /// <summary>Whether English words without meaning of their own, such as "the", are left out of questions.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool StopWords { get; set; } = true;

    /// <summary>The constant k of reciprocal rank fusion: the greater, the less the first ranks stand out.</summary>
    /// <value>Default: 60, as in <see cref="VectorQuery"/>. Range: 1 to 1,000.</value>
    public int FusionK { get; set; } = 60;
}
