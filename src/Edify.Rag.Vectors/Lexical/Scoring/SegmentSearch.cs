using System.Numerics;

namespace Edify.Rag.Vectors.Lexical.Scoring;

/// <summary>Searches one segment, row by row, with MaxScore, and with the bounds of blocks where the segment knows them.</summary>
/// <remarks>
/// Turtle, Flood: Query Evaluation: Strategies and Optimizations, Information Processing and Management 31(6), 1995. Terms stand by
/// the most that each can add. A row that holds only the first of them, whose sum stays under the threshold, can't be among the
/// best, so only the rows of the others are walked through, and the first ones are asked about a row while it still has a chance.
/// </remarks>
internal sealed class SegmentSearch : IDisposable
{
    private const int RowsBetweenCancellationChecks = 4096;

    // Sums in another order may differ by rounding: a bound is trusted only when it is this much below.
    private const double Slack = 1 - 1e-9;

    private readonly LexicalSource _source;
    private readonly int _sourceIndex;
    private readonly QueryStatistics _statistics;
    private readonly TopHits _hits;
    private readonly PostingCursor[] _cursors;
    private readonly double[] _boundUpTo;
    private readonly double[] _parts;

    public SegmentSearch(LexicalSource source, int sourceIndex, QueryStatistics statistics, TopHits hits)
    {
        (_source, _sourceIndex, _statistics, _hits) = (source, sourceIndex, statistics, hits);
        _cursors = [.. Cursors().OrderBy(cursor => cursor.MaxScore)];
        _parts = new double[statistics.TermCount];
        _boundUpTo = new double[_cursors.Length];
        var bound = 0.0;
        for (var i = 0; i < _cursors.Length; i++)
            _boundUpTo[i] = bound += _cursors[i].MaxScore;
    }

    public void Run(CancellationToken cancellationToken)
    {
        var lengths = _source.Segment.Lengths;
        var firstEssential = 0;
        for (var visited = 1; ; visited++)
        {
            if (visited % RowsBetweenCancellationChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            while (firstEssential < _cursors.Length && IsHopeless(_boundUpTo[firstEssential]))
                firstEssential++;

            var row = FirstRow(firstEssential);
            var admitted = row == PostingCursor.End ? row : FirstAdmitted(row);
            if (admitted == PostingCursor.End)
                return;
            if (admitted == row)
                Evaluate(row, lengths[row], firstEssential);
            else
                SkipTo(admitted, firstEssential);
        }
    }

    public void Dispose()
    {
        foreach (var cursor in _cursors)
            cursor.Dispose();
    }

    private IEnumerable<PostingCursor> Cursors()
    {
        for (var term = 0; term < _statistics.TermCount; term++)
        {
            if (_statistics.Postings(_sourceIndex, term) is { } postings)
                yield return new PostingCursor(term, postings, _statistics);
        }
    }

    private bool IsHopeless(double bound) => bound < _hits.Threshold * Slack;

    // The row itself or the first after it that may be found.
    private int FirstAdmitted(int row)
    {
        if (_source.Admits is not { } admits)
            return row;

        for (var index = row >> 6; index < admits.Length; index++)
        {
            var bits = index == row >> 6 ? admits[index] & (ulong.MaxValue << row) : admits[index];
            if (bits != 0)
                return (index << 6) + BitOperations.TrailingZeroCount(bits);
        }

        return PostingCursor.End;
    }

    private int FirstRow(int firstEssential)
    {
        var first = PostingCursor.End;
        for (var i = firstEssential; i < _cursors.Length; i++)
            first = Math.Min(first, _cursors[i].Row);
        return first;
    }

    private void SkipTo(int row, int firstEssential)
    {
        for (var i = firstEssential; i < _cursors.Length; i++)
            _cursors[i].SkipTo(row);
    }

    private void Evaluate(int row, int length, int firstEssential)
    {
        Array.Clear(_parts);
        var score = 0.0;
        for (var i = firstEssential; i < _cursors.Length; i++)
        {
            if (_cursors[i].Row != row)
                continue;
            score += Take(_cursors[i], length);
            _cursors[i].Next();
        }

        for (var i = firstEssential - 1; i >= 0; i--)
        {
            if (IsHopeless(score + _boundUpTo[i]))
                return;
            if (IsHopeless(score + _cursors[i].BoundFor(row) + (i > 0 ? _boundUpTo[i - 1] : 0)))
                return;
            _cursors[i].SkipTo(row);
            if (_cursors[i].Row == row)
                score += Take(_cursors[i], length);
        }

        _hits.Offer(new LexicalHit(_sourceIndex, row, SumInTermOrder()));
    }

    private double Take(PostingCursor cursor, int length) =>
        _parts[cursor.Term] = _statistics.Score(cursor.Term, cursor.Frequency, length);

    // Always the same order, so that equal rows have equal scores wherever they are.
    private double SumInTermOrder()
    {
        var sum = 0.0;
        foreach (var part in _parts)
            sum += part;
        return sum;
    }
}
