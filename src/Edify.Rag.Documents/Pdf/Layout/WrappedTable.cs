namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Makes a table without rules whose cells hold several lines.</summary>
/// <remarks>
/// Its rows are told by the white above them, which crosses all columns; or else by a first column of short cells, which
/// stands only where a row begins. In columns of prose neither holds: paragraphs begin at different heights, and lines before
/// a note in the margin are full.
/// </remarks>
internal static class WrappedTable
{
    private const int MinRows = 3;
    private const float RowGap = 1.25f;
    private const double FullFirstLines = 0.8;
    private const int MaxLinesPerCell = 12;
    private const double MaxKeyLength = 30;
    private const float ShortLine = 0.85f;

    public static TextBlock? TryMake(TableRun run)
    {
        if (run.Rows.Count <= MinRows || run.Columns.Count < 2) return null;
        if (ByWhite(run) is { } bands && AreRows(bands, run)) return TableText.ToBlock(bands.Select(b => Cells(b, run)));
        return ByKeys(run) is { } keyed && AreRows(keyed, run) && EndShort(keyed, run) ? TableText.ToBlock(keyed.Select(b => Cells(b, run))) : null;
    }

    private static List<List<List<TextLine>>>? ByWhite(TableRun run)
    {
        var gaps = new float[run.Rows.Count - 1];
        for (var i = 0; i < gaps.Length; i++) gaps[i] = run.Rows[i + 1][0].Y - run.Rows[i][0].Y;
        var sorted = gaps.Order().ToArray();
        var tight = sorted[sorted.Length / 4];
        if (sorted[^1] < RowGap * tight) return null;
        return Split(run, i => gaps[i - 1] > RowGap * tight);
    }

    private static List<List<List<TextLine>>>? ByKeys(TableRun run)
    {
        bool HasKey(int row) => run.ColumnOf(run.Rows[row][0]) == 0;
        var keys = Enumerable.Range(0, run.Rows.Count).Where(HasKey).ToList();
        if (keys.Count < MinRows || keys.Count == run.Rows.Count || keys[0] != 0) return null;
        return keys.Average(k => run.Rows[k][0].Text.Length) <= MaxKeyLength ? Split(run, HasKey) : null;
    }

    private static List<List<List<TextLine>>> Split(TableRun run, Predicate<int> begins)
    {
        var bands = new List<List<List<TextLine>>>();
        for (var i = 0; i < run.Rows.Count; i++)
        {
            if (i == 0 || begins(i)) bands.Add([]);
            bands[^1].Add(run.Rows[i]);
        }

        return bands;
    }

    // Cells begin with their row and have no holes; some, but not all, have several lines.
    private static bool AreRows(List<List<List<TextLine>>> bands, TableRun run)
    {
        if (bands.Count < MinRows || bands.Exists(b => b.Count > MaxLinesPerCell)) return false;
        if (bands.Count(b => b[0].Count >= 2 && b[0].Count * 2 >= run.Columns.Count) < FullFirstLines * bands.Count) return false;
        var uneven = 0;
        var wrapped = bands.FindAll(b => b.Count > 1);
        foreach (var band in wrapped)
        {
            var lines = new int[run.Columns.Count];
            for (var i = 0; i < band.Count; i++)
                foreach (var piece in band[i])
                    if (lines[run.ColumnOf(piece)]++ != i) return false;
            if (lines.Any(n => n > 0 && n < band.Count)) uneven++;
        }

        return wrapped.Count > 0 && uneven * 2 >= wrapped.Count;
    }

    // The text before a key has ended, mostly before the end of its column.
    private static bool EndShort(List<List<List<TextLine>>> bands, TableRun run)
    {
        var endShort = 0;
        foreach (var band in bands)
        {
            var last = band[^1][^1];
            var (start, end) = run.Columns[run.ColumnOf(last)];
            if (last.EndX - start < ShortLine * (end - start)) endShort++;
        }

        return endShort * 2 > bands.Count;
    }

    private static List<TextLine>?[] Cells(List<List<TextLine>> band, TableRun run)
    {
        var cells = new List<TextLine>?[run.Columns.Count];
        foreach (var piece in band.SelectMany(r => r)) (cells[run.ColumnOf(piece)] ??= []).Add(piece);
        return cells;
    }
}
