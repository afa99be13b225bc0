namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>A place in the dictionary: one term and where its postings are.</summary>
internal struct TermEntry(int offset, int postingsOffset)
{
    private int _next = offset;

    /// <summary>The length of the term in the caller's buffer.</summary>
    public int Length { get; private set; }

    /// <summary>How many rows hold the term.</summary>
    public int Count { get; private set; }

    public int PostingsOffset { get; private set; } = postingsOffset;

    public int PostingsBytes { get; private set; }

    /// <summary>Reads the next entry; the buffer must still hold the term of the one before.</summary>
    /// <returns>False when the bytes can't be an entry.</returns>
    public bool TryRead(ReadOnlySpan<byte> dictionary, Span<byte> term)
    {
        PostingsOffset += PostingsBytes;
        if (!Varint.TryRead(dictionary, ref _next, out var shared) || !Varint.TryRead(dictionary, ref _next, out var added)
            || shared > Length || added > term.Length - shared || added > dictionary.Length - _next)
            return false;

        dictionary.Slice(_next, (int)added).CopyTo(term[(int)shared..]);
        _next += (int)added;
        Length = (int)(shared + added);
        if (!Varint.TryRead(dictionary, ref _next, out var count) || !Varint.TryRead(dictionary, ref _next, out var bytes)
            || count is 0 or > int.MaxValue || bytes > int.MaxValue - PostingsOffset)
            return false;

        Count = (int)count;
        PostingsBytes = (int)bytes;
        return true;
    }
}
