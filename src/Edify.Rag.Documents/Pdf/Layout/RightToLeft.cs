using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Keeps Hebrew and Arabic in the order in which it is painted while words are made, and tells which way lines are read.</summary>
internal sealed class RightToLeft
{
    private const double MostOfTheLine = 0.75;

    private readonly int _rightToLeft;
    private readonly int _leftToRight;

    public RightToLeft(List<Word> words)
    {
        foreach (var word in words) Count(word.Text, ref _rightToLeft, ref _leftToRight);
    }

    /// <summary>Whether most of the text runs from right to left, and columns with it.</summary>
    public bool IsPage => _rightToLeft > _leftToRight;

    /// <summary>Gives a line its text in reading order.</summary>
    public void Reorder(TextLine line)
    {
        if (_rightToLeft == 0) return;
        int rightToLeft = 0, leftToRight = 0;
        Count(line.Text, ref rightToLeft, ref leftToRight);
        if (rightToLeft == 0) return;
        var share = (double)rightToLeft / (rightToLeft + leftToRight);
        line.Text = BidiLine.Reorder(line.Text, share >= MostOfTheLine || IsPage && share > 1 - MostOfTheLine);
    }

    /// <summary>Appends a glyph's text as it is painted: several letters of one glyph are in reading order.</summary>
    /// <param name="word">What stands to its left.</param>
    /// <param name="glyph">The text of the glyph.</param>
    /// <param name="isOnLast">Whether the glyph lies on the one before: a mark that was shown after its letter.</param>
    public static void AppendGlyph(StringBuilder word, string glyph, bool isOnLast)
    {
        // A mark that stands alone is written on a space.
        var text = glyph.Length > 1 && glyph[0] == ' ' && IsMark(glyph[1]) ? glyph[1..] : glyph;
        if (text[0] < '\u0590' && !BidiClasses.MayRunRightToLeft(text)) word.Append(text);
        else if (isOnLast && IsMark(text[0]) && word.Length > 0 && BidiClasses.IsRightToLeft(word[^1])) word.Insert(word.Length - 1, text);
        else word.Append(text.Length == 1 ? text : BidiLine.Reorder(text, !text.Any(char.IsAsciiLetter)));
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static void Count(string text, ref int rightToLeft, ref int leftToRight)
    {
        foreach (var c in text)
        {
            if (c < 'A') continue;
            var kind = BidiClasses.Of(c);
            if (kind is BidiClass.Right or BidiClass.ArabicLetter) rightToLeft++;
            else if (kind == BidiClass.Left) leftToRight++;
        }
    }
}
