namespace Edify.Rag;

/// <summary>How exactly the numbers of a vector are kept.</summary>
public enum PostgresVectorElements
{
    /// <summary>As they are, in 4 bytes each; an index takes up to 2,000 dimensions.</summary>
    Single,

    /// <summary>Rounded to 11 significant bits, in 2 bytes each; an index takes up to 4,000 dimensions. Similarities are right to about 0.001.</summary>
    Half,
}
