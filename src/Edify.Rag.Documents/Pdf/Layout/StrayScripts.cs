using System.Buffers;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Takes raised and lowered marks that were left as lines of their own into the line they touch.</summary>
/// <remarks>
/// A mark in type nearly as large as the text shares a baseline with the line beside it in the next column, if one happens to lie
/// there; a sum sign hangs from a baseline of its own; and what a sum runs over stands below the sign. Each would break up the
/// paragraph or formula it stands in. Lines of text never lie as close to one another as these do.
/// </remarks>
internal static class StrayScripts
{
    private const int MaxLetters = 3;
    private const int MaxLimitLetters = 16;
    private const int LookBack = 40;
    private const float MinShift = 0.15f;
    private const float MaxRise = 0.75f;
    private const float MaxDrop = 0.45f;
    private const float MaxLimitShift = 1.6f;
    private const float MaxGap = 0.45f;
    private const float MaxSize = 1.1f;
    private const float MaxLimitSize = 0.85f;

    private static readonly SearchValues<char> Operators = SearchValues.Create("∑∏∐⋃⋂⋁⋀∫");

    /// <param name="lines">The lines of a page from top to bottom; those that are taken in are removed.</param>
    /// <param name="grids">Ruled grids, in which short words of different heights may stand side by side.</param>
    public static void Attach(List<TextLine> lines, List<RuledGrid> grids)
    {
        HashSet<TextLine>? taken = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var letters = line.Words.Sum(w => w.Text.Length);
            if (letters > MaxLimitLetters || grids.Exists(g => g.Contains(line.X, line.Y))) continue;
            if (Find(lines, i, letters, taken) is not { } home) continue;
            (taken ??= []).Add(line);
            if (home.Behind is not null) home.Line.InsertBehind(home.Behind, line.Words);
            else line.Words.ForEach(home.Line.Insert);
        }

        if (taken is not null) lines.RemoveAll(taken.Contains);
    }

    private readonly record struct Home(TextLine Line, Word? Behind);

    private static Home? Find(List<TextLine> lines, int index, int letters, HashSet<TextLine>? taken)
    {
        var stray = lines[index];
        Home? best = null;
        var bestShift = float.MaxValue;
        for (var i = Math.Max(0, index - LookBack); i < Math.Min(lines.Count, index + LookBack); i++)
        {
            var line = lines[i];
            var shift = (stray.Y - line.Y) / line.Size;
            if (i == index || Math.Abs(shift) is < MinShift or > MaxLimitShift || Math.Abs(shift) >= bestShift || taken?.Contains(line) == true) continue;
            var isMark = letters <= MaxLetters && line.Words.Count > stray.Words.Count && IsMark(stray, line, shift);
            var sign = isMark ? null : OperatorOver(stray, line);
            if (isMark || sign is not null) (best, bestShift) = (new Home(line, sign), Math.Abs(shift));
        }

        return best;
    }

    private static bool IsMark(TextLine stray, TextLine line, float shift)
    {
        if (shift is < -MaxRise or > MaxDrop || stray.Size > MaxSize * line.Size || stray.Width >= line.Width) return false;
        var nearest = float.MaxValue;
        foreach (var word in line.Words) nearest = Math.Min(nearest, Math.Max(stray.X - word.EndX, word.X - stray.EndX));
        return nearest < MaxGap * line.Size;
    }

    // A sign that the words stand right above or below, in the middle.
    private static Word? OperatorOver(TextLine stray, TextLine line) => stray.Size > MaxLimitSize * line.Size ? null : line.Words.Find(word =>
        word.Text.AsSpan().ContainsAny(Operators) && word.Text.Length == 1 && Math.Abs(word.X + word.EndX - stray.X - stray.EndX) < line.Size);
}
