namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Gives large initials, which stand on the last of the lines beside them, to the first.</summary>
internal static class DropCaps
{
    private const float MinSize = 2;
    private const float MaxGap = 1.5f;
    private const float MaxOverlap = 0.3f;
    private const float NoSpace = 0.3f;
    private const int LookBack = 40;
    private const int MinLines = 2;

    /// <param name="lines">The lines of a page from top to bottom; initials that find their line are removed.</param>
    public static void Attach(List<TextLine> lines)
    {
        for (var i = lines.Count - 1; i > 0; i--)
        {
            var cap = lines[i];
            if (cap.Words is not [{ Text: [var letter] }] || !char.IsUpper(letter) || First(lines, i) is not { } first) continue;
            var word = first.Words[0];
            if (char.IsUpper(word.Text[0]) && word.Text.Any(char.IsLower)) continue; // the letter of an index, beside its entries
            var isWord = letter is 'A' or 'I' or 'O' && first.X - cap.EndX > NoSpace * first.Size;
            if (isWord || !char.IsLetter(word.Text[0])) first.Words.Insert(0, cap.Words[0]);
            else word.Text = letter + word.Text;
            lines.RemoveAt(i);
        }
    }

    // The uppermost line at its side, if there are several.
    private static TextLine? First(List<TextLine> lines, int index)
    {
        var cap = lines[index];
        TextLine? first = null;
        var beside = 0;
        for (var i = Math.Min(lines.Count - 1, index + LookBack); i >= Math.Max(0, index - LookBack); i--)
        {
            var line = lines[i];
            if (line == cap || cap.Size < MinSize * line.Size || line.Y > cap.Y + MaxOverlap * line.Size || line.Y < cap.Y - cap.Size) continue;
            if (line.X - cap.EndX is var gap && (gap > MaxGap * line.Size || gap < -MaxOverlap * line.Size)) continue;
            (first, beside) = (line, beside + 1);
        }

        return beside >= MinLines ? first : null;
    }
}
