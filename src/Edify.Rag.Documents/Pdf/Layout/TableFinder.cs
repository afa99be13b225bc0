using System.Text;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Finds tables: rows of short cells whose columns line up.</summary>
/// <remarks>
/// Columns of prose line up too; what tells them apart is that their lines are long and fill the column, so prose is set aside
/// first. A table that is not recognized is read column by column, which loses its rows but no text.
/// </remarks>
internal static class TableFinder
{
    private const float SameRow = 0.4f;
    private const float MaxRowGap = 3.2f;
    private const float MinColumnGap = 0.5f;
    private const double MaxCellLength = 32;
    private const double MaxFill = 0.82;
    private const double MaxEmpty = 0.4;
    private const int MaxColumns = 64;
    private const int ProseLines = 5;
    private const double ProseLength = 30;
    private const double ProseFill = 0.85;

    /// <summary>Takes the tables out of a page's lines.</summary>
    /// <param name="lines">Sorted from top to bottom; the lines of tables are removed.</param>
    public static List<TextBlock> Extract(List<TextLine> lines)
    {
        var tables = new List<TextBlock>();
        var run = new List<List<TextLine>>();
        var prose = BlockBuilder.Build(lines).Where(IsProse).SelectMany(b => b.Lines).ToHashSet();
        foreach (var row in Rows(lines.Where(line => !prose.Contains(line))))
        {
            if (run.Count > 0 && row[0].Y - run[^1][0].Y > MaxRowGap * row[0].Size || row.Count < 2 && !Wraps(row, run)) Finish(run, tables);
            if (row.Count >= 2 || run.Count > 0) run.Add(row);
        }

        Finish(run, tables);
        if (tables.Count > 0)
        {
            var taken = tables.SelectMany(t => t.Lines).ToHashSet();
            lines.RemoveAll(taken.Contains);
        }

        return tables;
    }

    private static bool IsProse(TextBlock block) =>
        block.Lines.Count >= ProseLines && block.Lines.Average(l => l.Text.Length) >= ProseLength
        && block.Lines.Average(l => l.Width) >= ProseFill * (block.EndX - block.X);

    private static List<List<TextLine>> Rows(IEnumerable<TextLine> lines)
    {
        var rows = new List<List<TextLine>>();
        foreach (var line in lines)
        {
            if (rows.Count > 0 && line.Y - rows[^1][0].Y < SameRow * line.Size) rows[^1].Add(line);
            else rows.Add([line]);
        }

        foreach (var row in rows) row.Sort((a, b) => a.X.CompareTo(b.X));
        return rows;
    }

    // A single piece of text inside a run of rows continues a cell, if it is close and no wider than one.
    private static bool Wraps(List<TextLine> row, List<List<TextLine>> run)
    {
        if (run.Count == 0) return false;
        var (above, line) = (run[^1], row[0]);
        var isClose = line.Y - above[0].Y < 1.6f * line.Size;
        return isClose && above.Exists(cell => line.X > cell.X - cell.Size && line.EndX < cell.EndX + 2 * cell.Size);
    }

    private static void Finish(List<List<TextLine>> run, List<TextBlock> tables)
    {
        while (run.Count > 0 && run[^1].Count < 2) run.RemoveAt(run.Count - 1);
        if (run.Count >= 2 && Columns(run) is { Count: >= 2 and <= MaxColumns } columns && IsTable(run, columns)) tables.Add(Make(run, columns));
        run.Clear();
    }

    // Stretches of x that some cell covers, parted where none does.
    private static List<(float Start, float End)> Columns(List<List<TextLine>> rows)
    {
        var columns = new List<(float Start, float End)>();
        foreach (var cell in rows.SelectMany(r => r).OrderBy(c => c.X))
        {
            if (columns.Count > 0 && cell.X < columns[^1].End + MinColumnGap * cell.Size)
                columns[^1] = (columns[^1].Start, Math.Max(columns[^1].End, cell.EndX));
            else columns.Add((cell.X, cell.EndX));
        }

        return columns;
    }

    private static bool IsTable(List<List<TextLine>> rows, List<(float Start, float End)> columns)
    {
        var cells = rows.SelectMany(r => r).ToList();
        var fullRows = rows.Count(r => r.Count >= 2);
        if (fullRows * 2 < rows.Count || fullRows < 3 && !(columns.Count >= 3 && rows.TrueForAll(r => r.Count == columns.Count))) return false;
        if (cells.Count < (1 - MaxEmpty) * fullRows * columns.Count) return false;
        var fill = cells.Average(c => c.Width / Math.Max(1, WidthOf(columns, c)));
        return cells.Average(c => c.Text.Length) <= MaxCellLength && (fill <= MaxFill || cells.Average(c => c.Text.Length) <= MaxCellLength / 3);
    }

    private static float WidthOf(List<(float Start, float End)> columns, TextLine cell)
    {
        var (start, end) = columns[ColumnOf(columns, cell)];
        return end - start;
    }

    private static int ColumnOf(List<(float Start, float End)> columns, TextLine cell) => Math.Max(0, columns.FindLastIndex(c => c.Start <= cell.X));

    private static TextBlock Make(List<List<TextLine>> rows, List<(float Start, float End)> columns)
    {
        var cells = new List<string[]>();
        foreach (var row in rows)
        {
            if (row.Count > 1 || cells.Count == 0) cells.Add(new string[columns.Count]);
            foreach (var cell in row)
            {
                ref var text = ref cells[^1][ColumnOf(columns, cell)];
                text = string.IsNullOrEmpty(text) ? cell.Text : $"{text} {cell.Text}";
            }
        }

        var table = new TextBlock { Table = Join(cells) };
        foreach (var line in rows.SelectMany(r => r)) table.Add(line);
        return table;
    }

    private static string Join(List<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            if (text.Length > 0) text.Append('\n');
            text.AppendJoin('\t', row);
        }

        return text.ToString();
    }
}
