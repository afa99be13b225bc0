namespace Edify.Rag.Vectors.Lexical;

/// <summary>A searchable set of rows 0 to <see cref="RowCount"/> - 1, which never changes.</summary>
internal interface ILexicalSegment
{
    /// <summary>The fingerprint of the analyzer that made the terms.</summary>
    int AnalyzerFingerprint { get; }

    /// <summary>How many rows there are, those without any term included.</summary>
    int RowCount { get; }

    /// <summary>The sum of all lengths.</summary>
    long TotalLength { get; }

    /// <summary>The number of tokens of each row.</summary>
    ReadOnlySpan<int> Lengths { get; }

    /// <summary>The rows that hold a term, or null when none does.</summary>
    /// <param name="term">The term in UTF-8.</param>
    /// <exception cref="RagStateException">The segment is damaged.</exception>
    ITermPostings? Find(ReadOnlySpan<byte> term);

    /// <summary>How many rows hold a term, without a look at the rows.</summary>
    /// <param name="term">The term in UTF-8.</param>
    /// <exception cref="RagStateException">The segment is damaged.</exception>
    int Count(ReadOnlySpan<byte> term);

    /// <summary>Walks all terms in the order of their UTF-8 bytes.</summary>
    ITermCursor Terms();
}

/// <summary>The rows of one term, ascending, in blocks of <see cref="PostingBlock.Capacity"/>.</summary>
internal interface ITermPostings
{
    /// <summary>How many rows hold the term.</summary>
    int Count { get; }

    /// <summary>How many blocks there are; all but the last are full.</summary>
    int BlockCount { get; }

    /// <summary>What is known of a block without decoding it.</summary>
    PostingBlock Block(int index);

    /// <summary>Decodes a block.</summary>
    /// <param name="index">The block.</param>
    /// <param name="rows">Takes the rows; room for <see cref="PostingBlock.Capacity"/>.</param>
    /// <param name="frequencies">Takes how often each row holds the term; the same room.</param>
    /// <returns>How many postings were decoded.</returns>
    /// <exception cref="RagStateException">The block is damaged.</exception>
    int Decode(int index, Span<int> rows, Span<int> frequencies);
}

/// <summary>A walk over the terms of a segment.</summary>
internal interface ITermCursor
{
    /// <summary>Moves to the next term.</summary>
    bool MoveNext();

    /// <summary>The current term in UTF-8, valid until the next move.</summary>
    ReadOnlySpan<byte> Term { get; }

    /// <summary>The rows of the current term.</summary>
    ITermPostings Postings { get; }
}

/// <summary>What bounds the scores inside a block of postings.</summary>
/// <param name="LastRow">The last row of the block.</param>
/// <param name="MaxFrequency">No posting of the block has a greater frequency.</param>
/// <param name="MinLength">No row of the block is shorter.</param>
internal readonly record struct PostingBlock(int LastRow, int MaxFrequency, int MinLength)
{
    /// <summary>How many postings a full block has.</summary>
    public const int Capacity = 128;

    /// <summary>How many blocks hold a number of postings.</summary>
    public static int CountFor(int postings) => (int)(((long)postings + Capacity - 1) / Capacity);
}
