using System.Text.RegularExpressions;

namespace Edify.Rag.Documents.Tests.Html;

/// <summary>
/// The measure of scrapinghub/article-extraction-benchmark (evaluate.py): sequences of four words, counted with repetition;
/// precision and recall of each page, averaged over pages; F1 of the averages.
/// </summary>
internal static partial class ShingleOverlap
{
    private const int Words = 4;

    public static (double Precision, double Recall) Of(string expected, string actual)
    {
        var (truth, found) = (Shingles(expected), Shingles(actual));
        double hits = truth.Sum(t => Math.Min(t.Value, found.GetValueOrDefault(t.Key)));
        double all = found.Values.Sum(), wanted = truth.Values.Sum();
        if (all == hits && wanted == hits) return (1, 1);
        return (all == 0 ? 0 : hits / all, wanted == 0 ? 0 : hits / wanted);
    }

    public static double F1(double precision, double recall) => 2 * precision * recall / (precision + recall);

    private static Dictionary<string, int> Shingles(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToArray();
        return Enumerable.Range(0, Math.Max(1, words.Length - Words + 1))
            .Select(i => string.Join(' ', words.Skip(i).Take(Words)))
            .Where(shingle => shingle.Length > 0)
            .CountBy(shingle => shingle)
            .ToDictionary();
    }

    // What Python takes for \w: letters, numbers and the underscore.
    [GeneratedRegex(@"[\p{L}\p{N}_]+")]
    private static partial Regex Word();
}
