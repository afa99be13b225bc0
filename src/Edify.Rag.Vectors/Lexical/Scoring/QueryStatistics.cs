using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Lexical.Scoring;

/// <summary>What the segments together know of a query: how rare each term is, and how long a row is on average.</summary>
internal sealed class QueryStatistics
{
    private readonly ITermPostings?[] _postings;
    private readonly double[] _weights;
    private readonly double _constantPart;
    private readonly double _partPerLength;

    private QueryStatistics(ITermPostings?[] postings, double[] weights, double constantPart, double partPerLength) =>
        (_postings, _weights, _constantPart, _partPerLength) = (postings, weights, constantPart, partPerLength);

    public int TermCount => _weights.Length;

    public static QueryStatistics Of(IReadOnlyList<LexicalSource> sources, LexicalQuery query, Bm25Parameters parameters)
    {
        var terms = query.Terms;
        var rows = sources.Sum(source => (long)source.Segment.RowCount);
        var meanLength = Math.Max(1, sources.Sum(source => source.Segment.TotalLength) / (double)Math.Max(1, rows));
        var postings = new ITermPostings?[sources.Count * terms.Count];
        var weights = new double[terms.Count];
        for (var term = 0; term < terms.Count; term++)
        {
            long found = 0;
            for (var source = 0; source < sources.Count; source++)
            {
                var held = postings[(source * terms.Count) + term] = sources[source].Segment.Find(terms[term].Term);
                found += held?.Count ?? 0;
            }

            weights[term] = terms[term].Frequency * Math.Log(1 + ((rows - found + 0.5) / (found + 0.5)));
        }

        var (k1, b) = parameters;
        return new QueryStatistics(postings, weights, k1 * (1 - b), k1 * b / meanLength);
    }

    /// <summary>The rows of a source that hold a term, or null when none does.</summary>
    public ITermPostings? Postings(int source, int term) => _postings[(source * TermCount) + term];

    /// <summary>What a term adds to a row's score.</summary>
    public double Score(int term, int frequency, int length) =>
        _weights[term] * frequency / (frequency + _constantPart + (_partPerLength * length));
}
