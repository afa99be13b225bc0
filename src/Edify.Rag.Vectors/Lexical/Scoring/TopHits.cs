namespace Edify.Rag.Vectors.Lexical.Scoring;

/// <summary>Keeps the best hits offered, the worst of them on top of a heap.</summary>
internal sealed class TopHits(int limit, TieOrder ties)
{
    private readonly PriorityQueue<LexicalHit, LexicalHit> _heap = new(new WorstFirst(ties));

    /// <summary>A row needs at least this score to be kept.</summary>
    public double Threshold { get; private set; }

    public void Offer(LexicalHit hit)
    {
        if (_heap.Count < limit)
            _heap.Enqueue(hit, hit);
        else if (hit.Score >= Threshold)
            _heap.EnqueueDequeue(hit, hit);
        else
            return;

        if (_heap.Count == limit)
            Threshold = _heap.Peek().Score;
    }

    public IReadOnlyList<LexicalHit> ToSortedList()
    {
        var sorted = new LexicalHit[_heap.Count];
        for (var i = sorted.Length - 1; i >= 0; i--)
            sorted[i] = _heap.Dequeue();
        return sorted;
    }

    private sealed class WorstFirst(TieOrder ties) : IComparer<LexicalHit>
    {
        public int Compare(LexicalHit x, LexicalHit y) =>
            x.Score != y.Score ? x.Score.CompareTo(y.Score) : ties(y.Source, y.Row, x.Source, x.Row);
    }
}
