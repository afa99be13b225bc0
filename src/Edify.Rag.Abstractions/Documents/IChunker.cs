namespace Edify.Rag;

/// <summary>Cuts a stream of elements into chunks of the size that embeddings and prompts want.</summary>
/// <remarks>Stateless and safe for concurrent use; one pass, memory bounded by the size of a chunk and of the largest element.</remarks>
public interface IChunker
{
    /// <summary>Identifies algorithm and settings; a change re-processes what was chunked with another.</summary>
    string Fingerprint { get; }

    /// <summary>Chunks a document in one pass.</summary>
    /// <param name="elements">The document, in reading order.</param>
    /// <param name="cancellationToken">Observed between elements.</param>
    /// <returns>
    /// Chunks in order, ordinals from 0 without gaps. The text of a chunk is exactly what its span covers of the document's
    /// text, and the spans together cover everything but white space and boilerplate that was there before.
    /// </returns>
    IAsyncEnumerable<Chunk> ChunkAsync(IAsyncEnumerable<DocumentElement> elements, CancellationToken cancellationToken = default);
}

/// <summary>A passage to embed and to cite.</summary>
/// <param name="Ordinal">Position within the document, from 0.</param>
/// <param name="Text">The passage, without white space at its ends.</param>
public sealed record Chunk(int Ordinal, string Text)
{
    /// <summary>First page, from 1; 0 where the format has no pages.</summary>
    public int FirstPage { get; init; }

    /// <summary>Last page, equal to <see cref="FirstPage"/> when the chunk does not span pages.</summary>
    public int LastPage { get; init; }

    /// <summary>Where each page after the first begins in <see cref="Text"/>, in UTF-16 units; as many as pages follow the first.</summary>
    public IReadOnlyList<int> PageStarts { get; init; } = [];

    /// <summary>Headings above the passage, outermost first.</summary>
    public IReadOnlyList<string> HeadingPath { get; init; } = [];

    /// <summary>
    /// Whether <see cref="HeadingPath"/> is embedded before the passage, which is about what its headings say even where it does
    /// not repeat it.
    /// </summary>
    public bool EmbedsHeadings { get; init; } = true;

    /// <summary>Where the passage lies in the document's text, in UTF-16 units.</summary>
    public TextSpan Span { get; init; }

    /// <summary>Length in the chunker's tokens; 0 when it measures in characters.</summary>
    public int TokenCount { get; init; }

    /// <summary>
    /// What a reader has to know before the passage: the header row of the table that it continues, for one. Embedded and
    /// shown to models before <see cref="Text"/>, but no part of it or of <see cref="Span"/>; empty where there is nothing to say.
    /// </summary>
    public string Preface { get; init; } = string.Empty;

    /// <summary>
    /// The passage with what stands around it, for models to read in its place; exactly what <see cref="WindowSpan"/> covers
    /// of the document's text. Empty where the passage stands for itself.
    /// </summary>
    public string Window { get; init; } = string.Empty;

    /// <summary>Where <see cref="Window"/> lies in the document's text, in UTF-16 units.</summary>
    public TextSpan WindowSpan { get; init; }
}

/// <summary>Counts tokens the way a model does.</summary>
/// <remarks>Stateless and safe for concurrent use.</remarks>
public interface ITextTokenizer
{
    /// <summary>Identifies vocabulary and algorithm; part of the fingerprint of what is measured with it.</summary>
    string Fingerprint { get; }

    /// <summary>Number of tokens in a text, without the special tokens a model adds around it.</summary>
    /// <param name="text">Any text.</param>
    int CountTokens(ReadOnlySpan<char> text);
}
