namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>What became of a request: vectors, or a refusal of its texts.</summary>
internal readonly struct EmbeddingReply
{
    /// <summary>The vectors; <see langword="null"/> when the texts were refused.</summary>
    public EmbeddingAnswer? Answer { get; init; }

    /// <summary>Why the texts were refused, as a part of a sentence.</summary>
    public string Reason { get; init; }

    /// <summary>Whether less text might be taken.</summary>
    public bool IsTooLong { get; init; }
}
