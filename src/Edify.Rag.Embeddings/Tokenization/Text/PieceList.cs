namespace Edify.Rag.Embeddings.Tokenization.Text;

/// <summary>The pieces that pre-tokenizers cut a text into, in order and without overlap.</summary>
internal sealed class PieceList
{
    private Piece[] _pieces = [];
    private Piece[] _next = [];
    private int _nextCount;

    public int Count { get; private set; }

    public Piece this[int index] => _pieces[index];

    /// <summary>One piece, the whole text.</summary>
    public void Reset(int length)
    {
        Begin();
        Add(0, length);
        End();
    }

    /// <summary>Begins to write the next pieces, while the old ones can still be read.</summary>
    public void Begin() => _nextCount = 0;

    /// <summary>Adds a piece; an empty one is left out.</summary>
    public void Add(int start, int length)
    {
        if (length <= 0) return;
        if (_nextCount == _next.Length) Array.Resize(ref _next, Math.Max(64, 2 * _nextCount));
        _next[_nextCount++] = new(start, length);
    }

    /// <summary>Makes the last piece that was added longer.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Lengthen(int first, int length)
    {
        if (_nextCount == first) return false;
        ref var last = ref _next[_nextCount - 1];
        last = new(last.Start, last.Length + length);
        return true;
    }

    /// <summary>Number of pieces written since <see cref="Begin"/>.</summary>
    public int Written => _nextCount;

    public void End()
    {
        // Both grow together, so that the next text finds room in either.
        if (_pieces.Length < _next.Length) _pieces = new Piece[_next.Length];
        (_pieces, _next) = (_next, _pieces);
        Count = _nextCount;
    }
}

/// <summary>A part of a text, in UTF-16 units.</summary>
internal readonly record struct Piece(int Start, int Length)
{
    public int End => Start + Length;
}
