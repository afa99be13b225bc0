using System.Numerics.Tensors;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>Chooses passages one by one, each for its relevance less its likeness to those chosen before.</summary>
/// <remarks>Maximal marginal relevance: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998.</remarks>
internal static class MarginalRelevance
{
    /// <summary>The chosen passages, in the order they were chosen in.</summary>
    /// <param name="candidates">Passages, the best first.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="lambda">What relevance counts, from 0 to 1; likeness counts the rest.</param>
    public static List<RetrievedChunk> Choose(IReadOnlyList<RetrievedChunk> candidates, int count, double lambda)
    {
        if (candidates.Count == 0) return [];
        var relevance = Relevance(candidates);
        var words = new PassageWords?[candidates.Count];
        var likeness = new double[candidates.Count];
        var left = Enumerable.Range(0, candidates.Count).ToList();
        var chosen = new List<RetrievedChunk>(Math.Min(count, candidates.Count));
        while (chosen.Count < count && left.Count > 0)
        {
            // Of equal ones the better ranked, which stands first.
            var best = left.MaxBy(i => (lambda * relevance[i]) - ((1 - lambda) * likeness[i]));
            left.Remove(best);
            chosen.Add(candidates[best]);
            foreach (var i in left) likeness[i] = Math.Max(likeness[i], Likeness(best, i));
        }

        return chosen;

        double Likeness(int one, int other)
        {
            var (vector, beside) = (candidates[one].Record.Vector, candidates[other].Record.Vector);
            return vector.Length > 0 && vector.Length == beside.Length
                ? Math.Clamp(TensorPrimitives.Dot(vector.Span, beside.Span), 0, 1)
                : WordsOf(one).SimilarityTo(WordsOf(other));
        }

        PassageWords WordsOf(int i) => words[i] ??= PassageWords.Of(candidates[i].Record.Text, contentOnly: true);
    }

    // From 0 for the worst score to 1 for the best; where all are alike, all are relevant.
    private static double[] Relevance(IReadOnlyList<RetrievedChunk> candidates)
    {
        var (least, most) = (candidates.Min(c => c.Score), candidates.Max(c => c.Score));
        return [.. candidates.Select(c => most > least ? (c.Score - least) / (most - least) : 1)];
    }
}
