using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

/// <summary>BM25 straight from its formula, over all rows.</summary>
internal sealed class Bm25Oracle(IReadOnlyList<string> texts, TextAnalyzerOptions options)
{
    private readonly List<string>[] _rows = [.. texts.Select(text => Tokens.Of(text, options))];

    /// <summary>The score of each row that is allowed and matches.</summary>
    public Dictionary<int, double> Scores(string query, Func<int, bool> isAllowed, double k1, double b)
    {
        var mean = Math.Max(1, _rows.Average(row => row.Count));
        var queryTerms = QueryTerms(query);
        var scores = new Dictionary<int, double>();
        foreach (var term in queryTerms)
        {
            var holding = _rows.Count(row => row.Contains(term));
            var idf = Math.Log(1 + ((_rows.Length - holding + 0.5) / (holding + 0.5)));
            for (var row = 0; row < _rows.Length; row++)
            {
                var frequency = _rows[row].Count(other => other == term);
                if (frequency > 0 && isAllowed(row))
                    scores[row] = scores.GetValueOrDefault(row) + (idf * frequency / (frequency + (k1 * (1 - b + (b * _rows[row].Count / mean)))));
            }
        }

        return scores;
    }

    private List<string> QueryTerms(string query)
    {
        var parsed = LexicalQuery.Parse(new TextAnalyzer(options), query).Terms;
        return [.. parsed.SelectMany(term => Enumerable.Repeat(System.Text.Encoding.UTF8.GetString(term.Term), term.Frequency))];
    }
}
