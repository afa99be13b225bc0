namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Finds tables: first those that are ruled, then those whose cells line up.</summary>
/// <remarks>
/// Columns of prose line up too; what tells them apart is that their lines are long and fill the column, so prose is set aside
/// before short cells are looked for. A table that is not recognized is read column by column, which loses its rows but no text.
/// </remarks>
internal static class TableFinder
{
    private const float SameRow = 0.4f;
    private const float MaxRowGap = 3.2f;
    private const int ProseLines = 5;
    private const double ProseLength = 30;
    private const double ProseFill = 0.85;

    /// <summary>Takes the tables out of a page's lines.</summary>
    /// <param name="lines">Sorted from top to bottom; the lines of tables are removed.</param>
    /// <param name="grids">The ruled grids of the page.</param>
    /// <param name="isVertical">Whether lines run downwards: they begin and end at the same heights, as the cells of tables do.</param>
    /// <param name="budget">Ends the work when its time is over.</param>
    public static List<TextBlock> Extract(List<TextLine> lines, List<RuledGrid> grids, bool isVertical, PdfBudget budget)
    {
        var tables = new List<TextBlock>();
        foreach (var grid in grids) Take(RuledTable.Make(grid, lines), tables, lines, budget);
        if (isVertical) return tables;
        Take(Runs(lines).Select(WrappedTable.TryMake), tables, lines, budget);
        var prose = BlockBuilder.Build(lines, budget).FindAll(IsProse);
        var ofProse = prose.SelectMany(b => b.Lines).ToHashSet();
        var runs = Runs(lines.FindAll(line => !ofProse.Contains(line)));
        Take(runs.SelectMany(run => BesideProse(run, prose)).Select(AlignedTable.TryMake), tables, lines, budget);
        return tables;
    }

    // Prose beside a table is another column of the page, and headings in it are no cells.
    private static List<TableRun> BesideProse(TableRun run, List<TextBlock> prose)
    {
        var (top, bottom) = (run.Rows[0][0].Y, run.Rows[^1][0].Y);
        var beside = prose.FindAll(b => b.Top < bottom && b.Bottom > top);
        if (beside.Count == 0) return [run];
        var pieces = run.Rows.SelectMany(r => r).Where(piece => !beside.Exists(b => piece.X > b.X - piece.Size && piece.EndX < b.EndX + piece.Size)).ToList();
        return pieces.Count == run.Rows.Sum(r => r.Count) ? [run] : Runs(pieces);
    }

    // Lines go at the end, all at once: a page may hold thousands of tables.
    private static void Take(IEnumerable<TextBlock?> found, List<TextBlock> tables, List<TextLine> lines, PdfBudget budget)
    {
        var taken = new HashSet<TextLine>();
        foreach (var table in found)
        {
            budget.Check();
            if (table is null) continue;
            tables.Add(table);
            taken.UnionWith(table.Lines);
        }

        if (taken.Count > 0) lines.RemoveAll(taken.Contains);
    }

    private static bool IsProse(TextBlock block) =>
        block.Lines.Count >= ProseLines && block.Lines.Average(l => l.Text.Length) >= ProseLength
        && block.Lines.Average(l => l.Width) >= ProseFill * (block.EndX - block.X);

    /// <summary>Rows below one another whose pieces line up.</summary>
    private static List<TableRun> Runs(List<TextLine> lines)
    {
        var runs = new List<TableRun>();
        var run = new TableRun();
        foreach (var row in Rows(lines))
        {
            if (run.Rows.Count > 0 && (row[0].Y - run.Rows[^1][0].Y > MaxRowGap * row[0].Size || !run.Fits(row)))
            {
                if (run.Rows.Count > 1) runs.Add(run);
                run = new TableRun();
            }

            if ((row.Count >= 2 || run.Rows.Count > 0) && row.Count <= TableRun.MaxColumns) run.Add(row);
        }

        if (run.Rows.Count > 1) runs.Add(run);
        return runs;
    }

    private static List<List<TextLine>> Rows(List<TextLine> lines)
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
}
