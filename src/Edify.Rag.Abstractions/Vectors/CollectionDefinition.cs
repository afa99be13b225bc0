namespace Edify.Rag;

/// <summary>A collection and the fields that filters may name.</summary>
/// <param name="Name">Lower-case letters, digits, '-' and '_', 1 to 63, the first a letter or digit.</param>
/// <param name="Dimension">Length of the vectors, 1 to 16,384.</param>
/// <param name="Embedder">Identifies the embedder; vectors of different embedders never mix.</param>
/// <param name="Fields">Filterable fields and their types; each gets an index where the store has indexes. Filters on others work, slower.</param>
public sealed record CollectionDefinition(string Name, int Dimension, string Embedder, IReadOnlyDictionary<string, FieldKind> Fields);

/// <summary>What a collection is.</summary>
/// <param name="Name">Its own name, also when it was asked for by an alias.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Embedder">The embedder it was made for.</param>
public sealed record CollectionInfo(string Name, int Dimension, string Embedder);

/// <summary>How much a collection holds; for operators, never for users.</summary>
/// <param name="Records">Number of records in it, over all tenants.</param>
/// <param name="Bytes">Space it takes in the store; 0 when the store does not tell.</param>
public sealed record CollectionSize(long Records, long Bytes);

/// <summary>What a store does natively.</summary>
[Flags]
public enum VectorStoreCapabilities
{
    /// <summary>Vector search with equality filters: the least a store must do.</summary>
    None = 0,

    /// <summary>Ranked full-text search.</summary>
    Lexical = 1,

    /// <summary>Fusion of both legs inside the engine.</summary>
    Hybrid = 2,

    /// <summary>Conditions on fields with several values.</summary>
    ArrayFields = 4,

    /// <summary>Range conditions.</summary>
    Ranges = 8,

    /// <summary>Negation of compound conditions.</summary>
    Negation = 16,

    /// <summary>Writers in several processes, each of which sees what the others wrote: workers can share the store.</summary>
    SharedWriters = 32,
}
