namespace Edify.Rag.Tests.Shared;

/// <summary>How an extracted article agrees with the true one, as the article extraction benchmark of Scrapinghub measures it.</summary>
/// <remarks>
/// Runs of four words are compared as bags. Every page weighs the same; precision and recall are averaged over pages, and F1
/// is the harmonic mean of the averages.
/// </remarks>
internal sealed class ArticleOverlap
{
    private const int Run = 4;

    private double _precision;
    private double _recall;

    /// <summary>Number of pages compared.</summary>
    public int Pages { get; private set; }

    /// <summary>Mean share of what was found that is true.</summary>
    public double Precision => _precision / Pages;

    /// <summary>Mean share of what is true that was found.</summary>
    public double Recall => _recall / Pages;

    /// <summary>Harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>.</summary>
    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Compares one page.</summary>
    public void Add(string found, string truth)
    {
        var (mine, theirs) = (Shingles(found), Shingles(truth));
        double hits = mine.Sum(s => Math.Min(s.Value, theirs.GetValueOrDefault(s.Key)));
        double wrong = mine.Values.Sum() - hits;
        double missed = theirs.Values.Sum() - hits;
        Pages++;
        _precision += Share(hits, wrong, wrong + missed);
        _recall += Share(hits, missed, wrong + missed);
    }

    private static double Share(double hits, double misses, double errors) => errors == 0 ? 1 : hits + misses == 0 ? 0 : hits / (hits + misses);

    private static Dictionary<string, int> Shingles(string text)
    {
        var words = Words(text);
        var shingles = new Dictionary<string, int>();
        for (var i = 0; i < Math.Max(1, words.Count - Run + 1); i++)
        {
            var shingle = string.Join(' ', words.Skip(i).Take(Run));
            if (shingle.Length > 0) shingles[shingle] = shingles.GetValueOrDefault(shingle) + 1;
        }

        return shingles;
    }

    // What Python's \w matches.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isOfWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsNumber(text[i]) || text[i] == '_');
            if (isOfWord && start < 0) start = i;
            if (isOfWord || start < 0) continue;
            words.Add(text[start..i]);
            start = -1;
        }

        return words;
    }
}
