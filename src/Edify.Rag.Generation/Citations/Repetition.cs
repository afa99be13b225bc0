using System.Text;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations;

/// <summary>Cuts what a model that is stuck says again and again.</summary>
internal static class Repetition
{
    // A refrain may come twice; a sentence of fewer words may be a heading or a cell.
    private const int MostTimes = 2;
    private const int FewestTerms = 4;

    // A tail that repeats itself this often within the part that is looked at says it once.
    private const int FewestPeriods = 8;
    private const int LongestPeriod = 400;
    private const int LongestTail = 8000;

    /// <summary>The text without repetitions; to cut it again changes nothing.</summary>
    public static string Cut(string text)
    {
        while (true)
        {
            var before = text;
            while (CutTail(text) is { } shorter) text = shorter;
            text = CutSentences(text);
            if (text.Length == before.Length) return text;
        }
    }

    // A sentence that was said often enough goes, with the white space before it.
    private static string CutSentences(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = default(StringBuilder);
        var copied = 0;
        foreach (var sentence in Sentences.Of(text))
        {
            var terms = TermScanner.Scan(CitationSyntax.Strip(text[sentence]));
            if (terms.Count < FewestTerms) continue;
            var key = string.Join(' ', terms.Select(t => t.Stem));
            if ((counts[key] = counts.GetValueOrDefault(key) + 1) <= MostTimes) continue;

            (kept ??= new()).Append(text.AsSpan(copied..sentence.Start.Value).TrimEnd());
            copied = sentence.End.Value;
        }

        return kept is null ? text : kept.Append(text, copied, text.Length - copied).ToString().TrimEnd();
    }

    // The smallest period of the end, by the failure function of Knuth, Morris and Pratt over the reversed tail.
    private static string? CutTail(string text)
    {
        var length = Math.Min(text.Length, LongestTail);
        if (length < FewestPeriods) return null;
        var failure = new int[length];
        var (period, run) = (0, 0);
        for (var i = 1; i < length; i++)
        {
            var k = failure[i - 1];
            while (k > 0 && At(i) != At(k)) k = failure[k - 1];
            failure[i] = At(i) == At(k) ? k + 1 : 0;
            var candidate = i + 1 - failure[i];
            if (candidate <= LongestPeriod && i + 1 >= FewestPeriods * candidate && IsWordy(candidate)) (period, run) = (candidate, i + 1);
        }

        if (period == 0) return null;
        var start = text.Length - run;
        while (start >= period && text.AsSpan(start - period, period).SequenceEqual(text.AsSpan(start, period))) start -= period;
        return text[..(start + period)];

        char At(int i) => text[^(i + 1)];
        bool IsWordy(int p)
        {
            // Rules and blanks to fill in are signs that repeat.
            foreach (var c in text.AsSpan(text.Length - p))
                if (char.IsLetter(c)) return true;
            return false;
        }
    }
}
