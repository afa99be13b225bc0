namespace Edify.Rag;

/// <summary>A chunk as stored.</summary>
/// <param name="Id">Deterministic: the same chunk of the same document always has the same id; see <see cref="RagIds.Chunk"/>.</param>
/// <param name="Text">The passage.</param>
/// <param name="Fields">Metadata, among it tenant, document, page and what access rules look at; names in <see cref="RagFields"/>.</param>
public sealed record VectorRecord(Guid Id, string Text, IReadOnlyDictionary<string, FieldValue> Fields)
{
    /// <summary>Unit-length embedding of <see cref="Text"/>; empty where it was not asked for.</summary>
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>The text that a field holds.</summary>
    /// <param name="field">The field, such as <see cref="RagFields.Document"/>.</param>
    /// <returns>The text; <see langword="null"/> where the record has no such field, or one of another kind.</returns>
    public string? TextOf(string field) => Fields.TryGetValue(field, out var value) && value.Kind == FieldKind.Text ? value.AsText() : null;
}

/// <summary>A record that was found.</summary>
/// <param name="Record">The record, without its vector.</param>
/// <param name="Score">What the ranking used: cosine, BM25, or the fused score of a hybrid search; higher is better.</param>
public sealed record VectorMatch(VectorRecord Record, double Score)
{
    /// <summary>Cosine similarity in [-1, 1], where the vector leg found it.</summary>
    public float? Similarity { get; init; }

    /// <summary>BM25 score, at least 0, where the lexical leg found it.</summary>
    public double? LexicalScore { get; init; }
}
