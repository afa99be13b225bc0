namespace Edify.Rag;

/// <summary>How the sentence-window chunker cuts documents into passages.</summary>
public sealed class SentenceWindowChunkerOptions : ChunkerOptions
{
    /// <summary>Sentences of a chunk; headings and sentences of less than 24 characters are not counted.</summary>
    /// <value>Default: 1. Range: 1 to 20.</value>
    public int Sentences { get; set; } = 1;

    /// <summary>Sentences on each side of the chunk that its <see cref="Chunk.Window"/> holds, as far as its section reaches.</summary>
    /// <value>Default: 3. Range: 0 to 20.</value>
    public int Window { get; set; } = 3;
}
