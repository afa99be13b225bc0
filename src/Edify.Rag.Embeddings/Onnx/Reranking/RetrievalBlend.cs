namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Blends a cross-encoder's scores with those of the search, and knows when those that are left don't matter any more.</summary>
internal sealed class RetrievalBlend
{
    // One unit in the last place of sums that are at most 1: rounding must not decide.
    private const double Rounding = 1e-12;

    private readonly double[] _retrieval;
    private readonly double _weight;
    private readonly int _top;

    /// <param name="passages">What the search found, in any order.</param>
    /// <param name="weight">How much its scores count, from 0 to 1.</param>
    /// <param name="top">How many passages are wanted.</param>
    public RetrievalBlend(IReadOnlyList<RetrievedChunk> passages, double weight, int top)
    {
        (_weight, _top) = (weight, top);
        var (least, most) = (passages.Min(p => p.Score), passages.Max(p => p.Score));
        _retrieval = [.. passages.Select(p => most > least ? (p.Score - least) / (most - least) : 1)];
    }

    // Where the search counts for nothing, a model's score may lift any passage above all others.
    private bool CanStopEarly => _weight > 0 && _top < _retrieval.Length;

    /// <summary>Passages to score together: all at once, or by the search's order in portions, where later ones may be spared.</summary>
    public IEnumerable<int[]> Rounds(EngineLayout layout)
    {
        var order = Enumerable.Range(0, _retrieval.Length).OrderByDescending(i => _retrieval[i]).ThenBy(i => i);
        const int usualPassage = 128;
        var portion = Math.Max(_top, layout.Workers * Math.Max(1, layout.Limits.Tokens / usualPassage));
        return order.Chunk(CanStopEarly ? portion : _retrieval.Length);
    }

    /// <summary>A passage's score.</summary>
    public double Score(int passage, double ofModel) => (_weight * _retrieval[passage]) + ((1 - _weight) * ofModel);

    /// <summary>Whether no passage from the given one on, in the search's order, can get among those wanted.</summary>
    /// <remarks>The model gives no more than 1, so a passage's score is bounded by what the search gave it, and those behind it have no more.</remarks>
    public bool IsSettled(IReadOnlyList<double?> scores, int next)
    {
        if (!CanStopEarly) return false;
        var best = scores.OfType<double>().OrderDescending().Take(_top).ToList();
        return best.Count == _top && best[^1] > Score(next, 1) + Rounding;
    }
}
