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
    public static List<TextBlock> Extract(List<TextLine> lines, List<RuledGrid> grids, bool isVertical)
    {
        var tables = new List<TextBlock>();
        foreach (var table in grids.SelectMany(grid => RuledTable.Make(grid, lines).ToList())) Take(table, tables, lines);
        if (isVertical) return tables;
        foreach (var run in Runs(lines)) Take(WrappedTable.TryMake(run), tables, lines);
        var prose = BlockBuilder.Build(lines).FindAll(IsProse);
        var ofProse = prose.SelectMany(b => b.Lines).ToHashSet();
        foreach (var run in Runs(lines.FindAll(line => !ofProse.Contains(line))).SelectMany(run => BesideProse(run, prose)))
            Take(AlignedTable.TryMake(run), tables, lines);
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

    private static void Take(TextBlock? table, List<TextBlock> tables, List<TextLine> lines)
    {
        if (table is null) return;
        tables.Add(table);
        var taken = table.Lines.ToHashSet();
        lines.RemoveAll(taken.Contains);
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
