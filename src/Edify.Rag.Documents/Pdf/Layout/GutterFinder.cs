namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Finds gutters between columns that are narrower than the gaps which part columns by themselves.</summary>
/// <remarks>A justified line may have spaces as wide as a narrow gutter; but only a gutter stays at its place from line to line.</remarks>
internal sealed class GutterFinder
{
    /// <summary>The narrowest gutter, in ems.</summary>
    public const float MinGap = 0.75f;

    private const int MinLines = 5;
    private const int MaxCells = 4096;
    private const float CellWidth = 2;

    private readonly int[] _gaps;
    private readonly int[] _words;
    private readonly float _origin;

    /// <param name="lines">The words of each baseline, from left to right.</param>
    public GutterFinder(IReadOnlyList<List<Word>> lines)
    {
        float end = float.MinValue;
        _origin = float.MaxValue;
        foreach (var line in lines)
            foreach (var word in line) (_origin, end) = (Math.Min(_origin, word.X), Math.Max(end, word.EndX));
        var cells = (int)Math.Clamp((end - _origin) / CellWidth + 1, 0, MaxCells);
        (_gaps, _words) = (new int[cells], new int[cells]);
        foreach (var line in lines) Count(line);
    }

    /// <summary>Whether a gutter runs through a gap.</summary>
    public bool Cuts(float from, float to)
    {
        for (var cell = First(from); cell < Last(to); cell++)
            if (_gaps[cell] >= MinLines && _gaps[cell] > 2 * _words[cell]) return true;
        return false;
    }

    private void Count(List<Word> line)
    {
        for (var i = 0; i < line.Count; i++)
        {
            var word = line[i];
            Mark(_words, First(word.X), Last(word.EndX) + 1);
            if (i > 0 && word.X - line[i - 1].EndX >= MinGap * word.Size) Mark(_gaps, First(line[i - 1].EndX), Last(word.X));
        }
    }

    private static void Mark(int[] cells, int from, int to)
    {
        for (var cell = from; cell < Math.Min(to, cells.Length); cell++) cells[cell]++;
    }

    // The first cell that lies wholly behind x, and the one in which x lies.
    private int First(float x) => (int)Math.Clamp((x - _origin) / CellWidth + 1, 0, _gaps.Length);

    private int Last(float x) => (int)Math.Clamp((x - _origin) / CellWidth, 0, _gaps.Length);
}
