namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Makes a table of short cells that line up, each row on a baseline of its own.</summary>
internal static class AlignedTable
{
    private const double MaxCellLength = 32;
    private const double MaxFill = 0.82;
    private const double ShortCell = 19;
    private const double MaxEmpty = 0.4;
    private const float SameLeading = 0.05f;
    private const int WrappedCells = 2;

    public static TextBlock? TryMake(TableRun run)
    {
        var rows = run.Rows;
        while (rows.Count > 0 && rows[^1].Count < 2 && !EndsInWrappedCell(run)) rows.RemoveAt(rows.Count - 1);
        return rows.Count >= 2 && run.Columns.Count >= 2 && IsTable(run) ? TableText.ToBlock(Cells(run)) : null;
    }

    // What stands alone below a table is seldom of it, unless cells of the same column are wrapped in the same way.
    private static bool EndsInWrappedCell(TableRun run)
    {
        var rows = run.Rows;
        if (rows.Count < 3 || rows[^2].Count < 2) return false;
        float Leading(int row) => rows[row][0].Y - rows[row - 1][0].Y;
        var (leading, column) = (Leading(rows.Count - 1), run.ColumnOf(rows[^1][0]));
        return Enumerable.Range(1, rows.Count - 2).Count(i =>
            rows[i].Count == 1 && run.ColumnOf(rows[i][0]) == column && Math.Abs(Leading(i) - leading) <= SameLeading * leading) >= WrappedCells;
    }

    private static bool IsTable(TableRun run)
    {
        var (rows, columns) = (run.Rows, run.Columns);
        var cells = rows.SelectMany(r => r).ToList();
        var fullRows = rows.Count(r => r.Count >= 2);
        if (fullRows * 2 < rows.Count || fullRows < 3 && !(columns.Count >= 3 && rows.TrueForAll(r => r.Count == columns.Count))) return false;
        if (cells.Count < (1 - MaxEmpty) * fullRows * columns.Count) return false;
        var length = cells.Average(c => c.Text.Length);
        var fill = cells.Average(c => c.Width / Math.Max(1, columns[run.ColumnOf(c)].End - columns[run.ColumnOf(c)].Start));
        return length <= MaxCellLength && (fill <= MaxFill || length <= ShortCell);
    }

    private static List<List<TextLine>?[]> Cells(TableRun run)
    {
        var cells = new List<List<TextLine>?[]>();
        foreach (var row in run.Rows)
        {
            if (row.Count > 1 || cells.Count == 0) cells.Add(new List<TextLine>?[run.Columns.Count]);
            foreach (var piece in row) (cells[^1][run.ColumnOf(piece)] ??= []).Add(piece);
        }

        return cells;
    }
}
