using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Tests.Shared;

/// <summary>Compares texts as bags of words, or of pairs of words that follow each other: letters and digits in runs, ideographs one by one.</summary>
internal static class WordOverlap
{
    /// <summary>Harmonic mean of precision and recall of words; 1 for two texts without words.</summary>
    public static double F1(string found, string reference) => F1(Bag(Words(found)), Bag(Words(reference)));

    /// <summary>The same of pairs of neighbouring words, so that their order counts; 1 for two texts without pairs.</summary>
    public static double BigramF1(string found, string reference) => F1(Bag(Pairs(Words(found))), Bag(Pairs(Words(reference))));

    /// <summary>The same against a text whose hyphens and spaces are not to be trusted.</summary>
    /// <remarks>
    /// Words that a hyphen parts count as one in both texts. Some suites hold what a page shows string by string, without the spaces
    /// between: words of more than a dozen letters on average are none, and runs of three letters are compared in their place.
    /// </remarks>
    public static double TolerantF1(string found, string reference)
    {
        (found, reference) = (WithoutHyphens(found), WithoutHyphens(reference));
        return IsRunTogether(reference) ? F1(Triples(found), Triples(reference)) : F1(found, reference);
    }

    /// <summary>The words of a text, in order.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC) + " ")
        {
            var isIdeograph = c is >= '\u3040' and <= '\u9FFF';
            if (!isIdeograph && IsOfWord(c))
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 0) yield return word.ToString();
            word.Clear();
            if (isIdeograph) yield return c.ToString();
        }
    }

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static IEnumerable<string> Pairs(IEnumerable<string> words)
    {
        string? before = null;
        foreach (var word in words)
        {
            if (before is not null) yield return $"{before} {word}";
            before = word;
        }
    }

    private static string WithoutHyphens(string text) => Regex.Replace(text, @"(?<=\p{L})[-\u00AD\u2010](?=\p{L})", "");

    private static bool IsRunTogether(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 20 && words.Average(w => w.Length) > 12;
    }

    private static string Triples(string text)
    {
        var letters = string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit));
        return string.Join(' ', Enumerable.Range(0, Math.Max(0, letters.Length - 2)).Select(i => letters.Substring(i, 3)));
    }

    private static double F1(Dictionary<string, int> mine, Dictionary<string, int> theirs)
    {
        double total = mine.Values.Sum() + theirs.Values.Sum();
        return total == 0 ? 1 : 2 * mine.Sum(word => Math.Min(word.Value, theirs.GetValueOrDefault(word.Key))) / total;
    }

    private static Dictionary<string, int> Bag(IEnumerable<string> words)
    {
        var bag = new Dictionary<string, int>();
        foreach (var word in words) bag[word] = bag.GetValueOrDefault(word) + 1;
        return bag;
    }
}
