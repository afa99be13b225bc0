using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>What becomes of a delimiter.</summary>
internal enum SplitBehaviour
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}

/// <summary>Adds the parts of a piece, delimiters and what is between them in turn, by what is to become of delimiters.</summary>
internal struct SplitWriter(PieceList pieces, SplitBehaviour behaviour)
{
    private readonly int _first = pieces.Written;
    private bool _wasDelimiter;
    private Piece _held;

    /// <summary>A part of the piece; every part must be told of, in order.</summary>
    public void Add(int start, int length, bool isDelimiter)
    {
        switch (behaviour)
        {
            case SplitBehaviour.Removed:
                if (!isDelimiter) pieces.Add(start, length);
                break;
            case SplitBehaviour.Isolated:
                pieces.Add(start, length);
                break;
            case SplitBehaviour.Contiguous when isDelimiter == _wasDelimiter && pieces.Lengthen(_first, length):
                break;
            case SplitBehaviour.MergedWithPrevious when isDelimiter && !_wasDelimiter && pieces.Lengthen(_first, length):
                break;
            case SplitBehaviour.MergedWithNext:
                AddToNext(start, length, isDelimiter);
                break;
            default:
                pieces.Add(start, length);
                break;
        }

        _wasDelimiter = isDelimiter;
    }

    public readonly void End() => pieces.Add(_held.Start, _held.Length);

    // Of several delimiters in a row only the last one goes with what follows.
    private void AddToNext(int start, int length, bool isDelimiter)
    {
        if (!isDelimiter && _held.Length > 0)
        {
            pieces.Add(_held.Start, _held.Length + length);
            _held = default;
            return;
        }

        pieces.Add(_held.Start, _held.Length);
        _held = default;
        if (isDelimiter) _held = new(start, length);
        else pieces.Add(start, length);
    }
}
