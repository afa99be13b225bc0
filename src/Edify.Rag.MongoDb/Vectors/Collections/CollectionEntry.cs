using System.Globalization;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>A collection as the catalog knows it. What it is kept in has a number that no other collection ever has.</summary>
/// <param name="Prefix">What names in the database begin with.</param>
/// <param name="Number">The number.</param>
/// <param name="Name">The collection's name.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Embedder">The embedder it was made for.</param>
/// <param name="Format">How vectors are kept.</param>
/// <param name="Language">The language of its words.</param>
/// <param name="Fields">The fields that have an index.</param>
/// <param name="HasSearch">Whether it has search indexes of Atlas.</param>
internal sealed record CollectionEntry(
    string Prefix, long Number, string Name, int Dimension, string Embedder, MongoDbVectorFormat Format, string Language, IReadOnlyDictionary<string, FieldKind> Fields, bool HasSearch)
{
    /// <summary>The collection of the records.</summary>
    public string Embeddings => Named("embeddings");

    /// <summary>The collection that tells which documents the records are of.</summary>
    public string Documents => Named("documents");

    private string Named(string kind) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{Name}.{Number}.{kind}");
}
