using System.Text;

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
