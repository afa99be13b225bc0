namespace Edify.Rag;

/// <summary>Whether Qdrant searches vectors in a smaller form first.</summary>
public enum QdrantQuantization
{
    /// <summary>Vectors are searched as they are.</summary>
    None,

    /// <summary>One byte for each number: a quarter of the memory.</summary>
    Scalar,

    /// <summary>One bit for each number: for long vectors of models that bear it.</summary>
    Binary,

    /// <summary>Groups of 4 numbers in a byte each: a sixteenth of the memory, slower than <see cref="Scalar"/>.</summary>
    Product,
}
