using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>Keeps the best hits of a scan: a heap with the worst at its root. Ties go to the lower id.</summary>
internal sealed class TopHits(int limit, float minScore, IReadOnlyList<ISegment> segments)
{
    private readonly Hit[] _heap = new Hit[limit];
    private int _count;

    /// <summary>What a score must reach to have a chance.</summary>
    public float Threshold { get; private set; } = minScore;

    public void Offer(Hit hit)
    {
        if (!(hit.Score >= Threshold)) return;
        if (_count < _heap.Length)
        {
            SiftUp(hit);
        }
        else if (IsBetter(hit, _heap[0]))
        {
            SiftDown(hit, _count);
        }

        if (_count == _heap.Length) Threshold = _heap[0].Score;
    }

    /// <summary>The hits, best first. The heap is used up.</summary>
    public Hit[] ToSorted()
    {
        var sorted = _heap[.._count];
        Array.Sort(sorted, (left, right) => left == right ? 0 : IsBetter(left, right) ? -1 : 1);
        return sorted;
    }

    private bool IsBetter(Hit left, Hit right) =>
        left.Score != right.Score ? left.Score > right.Score : Id(left).CompareTo(Id(right)) < 0;

    private Guid Id(Hit hit) => segments[hit.Segment].Id(hit.Row);

    private void SiftUp(Hit hit)
    {
        var at = _count++;
        for (; at > 0 && IsBetter(_heap[(at - 1) / 2], hit); at = (at - 1) / 2) _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = hit;
    }

    private void SiftDown(Hit hit, int count)
    {
        var at = 0;
        for (var child = 1; child < count; child = (2 * at) + 1)
        {
            if (child + 1 < count && IsBetter(_heap[child], _heap[child + 1])) child++;
            if (!IsBetter(hit, _heap[child])) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = hit;
    }
}
