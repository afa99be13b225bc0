using System.Buffers;
using System.Runtime.InteropServices;

namespace Edify.Rag.Documents.Chunking.Measuring;

/// <summary>Measures in tokens, counting each piece of the window once.</summary>
/// <remarks>
/// The window is counted in pieces that begin at white space, where the tokens of nearly every tokenizer begin too; what fits is
/// estimated from their sums, and the text of a chunk then measured as a whole.
/// </remarks>
internal sealed class TokenMeter(int size, ITextTokenizer tokenizer) : ChunkMeter(size)
{
    private const int Piece = 256;

    // Nothing that is longer is small, and nothing shorter is anything else: a token is hardly longer than this in any prose.
    private const int LongestToken = 8;

    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(" \n\t\u00A0\u3000");

    // Tokens before the end of each piece; the first is where the window starts.
    private readonly List<(int End, long Tokens)> _pieces = [(0, 0)];

    /// <inheritdoc/>
    public override int Measure(ReadOnlySpan<char> text) => tokenizer.CountTokens(text);

    /// <inheritdoc/>
    public override int TokensOf(int measure) => measure;

    /// <inheritdoc/>
    public override bool IsSmall(ReadOnlySpan<char> section) =>
        section.Length < Small || (section.Length <= Small * LongestToken && Measure(section) < Small);

    /// <inheritdoc/>
    public override int Fit(int start, int room, int length)
    {
        var most = TokensBefore(start) + room;
        if (most >= _pieces[^1].Tokens) return length;
        return Math.Clamp(PositionOf(most), start, length);
    }

    /// <inheritdoc/>
    public override int Reach(int end, int most) => PositionOf(Math.Max(0, TokensBefore(end) - most));

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(Piece, text.Length);
            if (length < text.Length && text[1..length].LastIndexOfAny(WhiteSpace) is var space and >= 0) length = space + 1;
            else if (length < text.Length && char.IsLowSurrogate(text[length])) length--;
            var (end, tokens) = _pieces[^1];
            _pieces.Add((end + length, tokens + Measure(text[..length])));
            text = text[length..];
        }
    }

    /// <inheritdoc/>
    public override void Discard(int count)
    {
        var first = TokensBefore(count);
        var kept = IndexAt(count) + 1;
        _pieces.RemoveRange(0, kept);
        foreach (ref var piece in CollectionsMarshal.AsSpan(_pieces)) piece = (piece.End - count, piece.Tokens - first);
        _pieces.Insert(0, (0, 0));
    }

    // Within a piece, tokens are taken to be of one length.
    private long TokensBefore(int position)
    {
        var at = IndexAt(position);
        var (end, tokens) = _pieces[at];
        if (at + 1 == _pieces.Count) return tokens;
        var next = _pieces[at + 1];
        return tokens + ((next.Tokens - tokens) * (position - end) / (next.End - end));
    }

    private int PositionOf(long tokens)
    {
        int low = 0, high = _pieces.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pieces[middle].Tokens <= tokens) low = middle;
            else high = middle - 1;
        }

        var (end, before) = _pieces[low];
        if (low + 1 == _pieces.Count) return end;
        var next = _pieces[low + 1];
        return end + (int)((next.End - end) * (tokens - before) / Math.Max(1, next.Tokens - before));
    }

    // The last piece that ends at or before a position.
    private int IndexAt(int position)
    {
        int low = 0, high = _pieces.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pieces[middle].End <= position) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
