using System.Buffers;

namespace Edify.Rag.Vectors.Lexical.Scoring;

/// <summary>A walk over the rows of one term that decodes only the blocks it stops in.</summary>
internal sealed class PostingCursor : IDisposable
{
    public const int End = int.MaxValue;

    private readonly ITermPostings _postings;
    private readonly int[] _buffer = ArrayPool<int>.Shared.Rent(2 * PostingBlock.Capacity);
    private readonly QueryStatistics _statistics;
    private int _block = -1;
    private int _boundedBlock = -1;
    private int _boundedUpTo = -1;
    private double _bound;
    private int _index;
    private int _count;

    public PostingCursor(int term, ITermPostings postings, QueryStatistics statistics)
    {
        (Term, _postings, _statistics) = (term, postings, statistics);
        for (var i = 0; i < postings.BlockCount; i++)
            MaxScore = Math.Max(MaxScore, MaxScoreOf(postings.Block(i)));
        Next();
    }

    /// <summary>The index of the term in the query.</summary>
    public int Term { get; }

    /// <summary>The term adds no more than this to any row's score.</summary>
    public double MaxScore { get; }

    /// <summary>The current row; <see cref="End"/> after the last.</summary>
    public int Row { get; private set; }

    public int Frequency => _buffer[PostingBlock.Capacity + _index];

    public void Next()
    {
        if (++_index >= _count && !Load(_block + 1))
            return;
        Row = _buffer[_index];
    }

    /// <summary>Moves on to the first row that is not before a row.</summary>
    public void SkipTo(int row)
    {
        if (Row >= row)
            return;
        while (_buffer[_count - 1] < row)
        {
            if (!LoadBlockOf(row))
                return;
        }

        while (_buffer[_index] < row)
            _index++;
        Row = _buffer[_index];
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_buffer);

    /// <summary>The term adds no more than this to the score of a row; rows asked about must ascend. Decodes nothing.</summary>
    public double BoundFor(int row)
    {
        if (row > _boundedUpTo)
            BoundBlockOf(row);
        return _bound;
    }

    private bool LoadBlockOf(int row)
    {
        if (row > _boundedUpTo)
            BoundBlockOf(row);
        return Load(Math.Max(_boundedBlock, _block + 1));
    }

    private void BoundBlockOf(int row)
    {
        while (++_boundedBlock < _postings.BlockCount)
        {
            var block = _postings.Block(_boundedBlock);
            if (block.LastRow < row)
                continue;
            (_boundedUpTo, _bound) = (block.LastRow, MaxScoreOf(block));
            return;
        }

        (_boundedUpTo, _bound) = (End, 0);
    }

    private double MaxScoreOf(PostingBlock block) => _statistics.Score(Term, block.MaxFrequency, block.MinLength);

    private bool Load(int block)
    {
        (_block, _index) = (block, 0);
        if (block >= _postings.BlockCount)
        {
            Row = End;
            return false;
        }

        _count = _postings.Decode(block, _buffer, _buffer.AsSpan(PostingBlock.Capacity));
        return true;
    }
}
