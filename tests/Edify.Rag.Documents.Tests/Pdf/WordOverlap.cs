using System.Text;
using System.Text.RegularExpressions;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Compares texts as bags of words: letters and digits in runs, ideographs one by one.</summary>
public static class WordOverlap
{
    /// <summary>Harmonic mean of precision and recall; 1 for two texts without words.</summary>
    public static double F1(string found, string reference)
    {
        var (mine, theirs) = (Bag(found), Bag(reference));
        double total = mine.Values.Sum() + theirs.Values.Sum();
        return total == 0 ? 1 : 2 * mine.Sum(word => Math.Min(word.Value, theirs.GetValueOrDefault(word.Key))) / total;
    }

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

    private static Dictionary<string, int> Bag(string text)
    {
        var bag = new Dictionary<string, int>();
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC) + " ")
        {
            var isIdeograph = c is >= '\u3040' and <= '\u9FFF';
            if (!isIdeograph && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark))
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 0) Count(bag, word.ToString());
            word.Clear();
            if (isIdeograph) Count(bag, c.ToString());
        }

        return bag;
    }

    private static void Count(Dictionary<string, int> bag, string word) => bag[word] = bag.GetValueOrDefault(word) + 1;
}
