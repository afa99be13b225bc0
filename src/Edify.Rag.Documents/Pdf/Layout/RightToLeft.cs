using System.Text;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Brings Hebrew and Arabic from visual order, left to right as painted, into reading order.</summary>
/// <remarks>A small part of UAX #9: whole words only, which is what a painted line consists of.</remarks>
internal static class RightToLeft
{
    /// <summary>Appends a glyph's letters so that reversing the word restores them: a ligature's letters are in reading order already.</summary>
    public static void AppendGlyph(StringBuilder word, string glyph)
    {
        if (glyph.Length == 1 || !IsRightToLeft(glyph[0])) word.Append(glyph);
        else
        {
            for (var i = glyph.Length - 1; i >= 0; i--) word.Append(glyph[i]);
        }
    }

    /// <summary>Reorders a line's words and their letters.</summary>
    public static void Reorder(List<Word> words)
    {
        int rightToLeft = 0, leftToRight = 0;
        foreach (var word in words) Count(word.Text, ref rightToLeft, ref leftToRight);
        if (rightToLeft == 0) return;
        foreach (var word in words)
            if (word.Text.AsSpan().ContainsAnyInRange('\u0590', '\u08FF')) word.Text = Reverse(word.Text);
        if (rightToLeft > leftToRight) ReverseWords(words);
    }

    private static void Count(string text, ref int rightToLeft, ref int leftToRight)
    {
        foreach (var c in text)
        {
            if (IsRightToLeft(c)) rightToLeft++;
            else if (char.IsLetter(c)) leftToRight++;
        }
    }

    private static bool IsRightToLeft(char c) => c is >= '\u0590' and <= '\u08FF' && !IsArabicDigit(c);

    private static bool IsArabicDigit(char c) => c is (>= '\u0660' and <= '\u0669') or (>= '\u06F0' and <= '\u06F9');

    // Numbers, and Latin words, keep their direction inside a reversed word or line.
    private static string Reverse(string word)
    {
        var letters = word.ToCharArray();
        Array.Reverse(letters);
        for (var i = 0; i < letters.Length;)
        {
            var end = i;
            while (end < letters.Length && (char.IsDigit(letters[end]) || char.IsAsciiLetter(letters[end]))) end++;
            Array.Reverse(letters, i, end - i);
            i = end + 1;
        }

        return new string(letters);
    }

    private static void ReverseWords(List<Word> words)
    {
        words.Reverse();
        for (var i = 0; i < words.Count;)
        {
            var end = i;
            while (end < words.Count && !words[end].Text.Any(IsRightToLeft)) end++;
            words.Reverse(i, end - i);
            i = end + 1;
        }
    }
}
