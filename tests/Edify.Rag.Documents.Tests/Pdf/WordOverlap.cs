using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Compares texts by their words: letters and digits in runs, ideographs one by one.</summary>
public static class WordOverlap
{
    /// <summary>How far two texts have the same words: harmonic mean of precision and recall; 1 for two texts without words.</summary>
    public static double F1(string found, string reference) => F1(Words(found), Words(reference));

    /// <summary>How far they have them in the same order: the same of pairs of neighbouring words.</summary>
    public static double PairF1(string found, string reference) => F1(Pairs(Words(found)), Pairs(Words(reference)));

    /// <summary>The words of a text, in order.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC) + " ")
        {
            var isIdeograph = c is >= '\u3040' and <= '\u9FFF';
            if (!isIdeograph && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c)))
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
            if (isIdeograph) words.Add(c.ToString());
        }

        return words;
    }

    /// <summary>Whether a character belongs to the letter before it.</summary>
    public static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static double F1(IEnumerable<string> found, IEnumerable<string> reference)
    {
        var (mine, theirs) = (Bag(found), Bag(reference));
        double total = mine.Values.Sum() + theirs.Values.Sum();
        return total == 0 ? 1 : 2 * mine.Sum(word => Math.Min(word.Value, theirs.GetValueOrDefault(word.Key))) / total;
    }

    private static IEnumerable<string> Pairs(List<string> words) => words.Zip(words.Skip(1), (a, b) => $"{a} {b}");

    private static Dictionary<string, int> Bag(IEnumerable<string> words) => words.CountBy(w => w).ToDictionary();
}
