namespace Edify.Rag.Documents.Chunking;

/// <summary>Measures text in the unit of the chunker.</summary>
internal abstract class ChunkMeter(int size, int overlap)
{
    // A section below a quarter of the size says too little on its own.
    private const int SmallestShare = 4;

    /// <summary>Most that a chunk holds.</summary>
    protected int Size { get; } = size;

    /// <summary>Most that a chunk repeats.</summary>
    public int Overlap { get; } = overlap;

    /// <summary>The meter that the options ask for.</summary>
    /// <param name="options">Size, overlap and unit.</param>
    /// <param name="tokenizer">Counts tokens.</param>
    public static ChunkMeter For(ChunkerOptions options, ITextTokenizer tokenizer) => options.Unit == ChunkUnit.Tokens
        ? new TokenMeter(options.Size, options.Overlap, tokenizer)
        : new CharacterMeter(options.Size, options.Overlap);

    /// <summary>Length of a text in the unit.</summary>
    public abstract int Measure(ReadOnlySpan<char> text);

    /// <summary>Number of tokens to state in a chunk that measures so much.</summary>
    public abstract int TokensOf(int measure);

    /// <summary>How many characters at the start of a text fit into a chunk; an estimate where tokens depend on what follows.</summary>
    public abstract int Fit(ReadOnlySpan<char> text);

    /// <summary>How many characters must at least be there before it is worth asking whether they still fit.</summary>
    /// <param name="text">Text that fits.</param>
    public abstract int NextCheck(ReadOnlySpan<char> text);

    /// <summary>How many characters before the end of a chunk its successor's overlap can begin at most.</summary>
    /// <param name="chunk">The chunk.</param>
    public abstract int Reach(ReadOnlySpan<char> chunk);

    /// <summary>Whether a chunk can hold the text.</summary>
    public bool Fits(int measure) => measure <= Size;

    /// <summary>Whether a section is rather merged with the next one than left on its own.</summary>
    public bool IsSmall(ReadOnlySpan<char> section) => Measure(section) < Size / SmallestShare;
}
