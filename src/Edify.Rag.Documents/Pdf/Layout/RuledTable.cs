namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Makes a table of the text within a ruled grid.</summary>
/// <remarks>Frames around prose, and the boxes of forms and drawings, are grids too; they are no tables.</remarks>
internal static class RuledTable
{
    private const double MaxCellLength = 300;
    private const float SameRow = 0.4f;
    private const int RowsOfAColumn = 3;
    private const double MostLines = 0.6;
    private const float Middle = 0.3f;
    private const float MaxLeading = 2;

    /// <summary>The tables of a grid: where its columns change from one row to the next, another begins.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="lines">Sorted from top to bottom.</param>
    public static IEnumerable<TextBlock> Make(RuledGrid grid, List<TextLine> lines)
    {
        var rows = new SortedDictionary<int, List<Piece>>();
        foreach (var line in lines)
        {
            var middle = line.Y - Middle * line.Size;
            if (!grid.Contains(line.X, middle) || !grid.Contains(line.EndX, middle)) continue;
            var (row, column) = grid.CellAt((line.X + line.EndX) / 2, middle);
            if (!rows.TryGetValue(row, out var pieces)) rows[row] = pieces = [];
            pieces.Add(new Piece(line, column));
        }

        var group = new List<List<Piece>>();
        ulong borders = 0;
        foreach (var (row, pieces) in rows)
        {
            var own = grid.BordersIn(row);
            if (group.Count > 0 && (borders & own) != own && (borders & own) != borders)
            {
                if (TryMake(group) is { } table) yield return table;
                group.Clear();
                borders = 0;
            }

            group.Add(pieces);
            borders |= own;
        }

        if (TryMake(group) is { } last) yield return last;
    }

    private readonly record struct Piece(TextLine Line, int Column);

    private static TextBlock? TryMake(List<List<Piece>> rows)
    {
        var (lines, letters) = (rows.Sum(r => r.Count), rows.Sum(r => r.Sum(p => p.Line.Text.Length)));
        var columns = rows.SelectMany(r => r.Select(p => p.Column)).Distinct().Order().ToList();
        if (columns.Count < 2) return null;
        var made = rows.SelectMany(r => Split(r, columns, lines)).ToList();
        var isTable = made.Count(r => r.Count(c => c is not null) >= 2) >= 2 && letters <= MaxCellLength * made.Sum(r => r.Count(c => c is not null));
        return isTable ? TableText.ToBlock(made) : null;
    }

    // Often only the columns are ruled, and the head: then each line is a row.
    private static IEnumerable<List<TextLine>?[]> Split(List<Piece> row, List<int> columns, int linesOfTable)
    {
        var lines = Baselines(row);
        if (!HoldsRows(row, lines, linesOfTable)) lines = [row];
        List<TextLine>?[]? cells = null;
        foreach (var line in lines)
        {
            if (cells is not null && (line.Count > 1 || line[0].Column == columns[0]))
            {
                yield return cells;
                cells = null;
            }

            cells ??= new List<TextLine>?[columns.Count];
            foreach (var (piece, column) in line) (cells[columns.IndexOf(column)] ??= []).Add(piece);
        }

        if (cells is not null) yield return cells;
    }

    // Numbers do not wrap, and the lines of a cell have none missing between them.
    private static bool HoldsRows(List<Piece> row, List<List<Piece>> lines, int linesOfTable)
    {
        if (lines.Count < 2 || lines.Count(l => l.Count >= 2) < MostLines * lines.Count) return false;
        if (lines.Count >= RowsOfAColumn && row.Count >= MostLines * linesOfTable) return true;
        foreach (var column in row.GroupBy(p => p.Column))
        {
            var own = column.Select(p => p.Line).ToList();
            if (own.Count < 2) continue;
            if (HasHole(own) || own.TrueForAll(l => IsNumber(l.Text))) return true;
        }

        return false;
    }

    private static bool HasHole(List<TextLine> lines)
    {
        for (var i = 1; i < lines.Count; i++)
            if (lines[i].Y - lines[i - 1].Y > MaxLeading * lines[i].Size) return true;
        return false;
    }

    private static bool IsNumber(string text) => text.Any(char.IsDigit) && !text.Any(char.IsLetter);

    private static List<List<Piece>> Baselines(List<Piece> row)
    {
        var lines = new List<List<Piece>>();
        foreach (var piece in row)
        {
            if (lines.Count > 0 && piece.Line.Y - lines[^1][0].Line.Y < SameRow * piece.Line.Size) lines[^1].Add(piece);
            else lines.Add([piece]);
        }

        return lines;
    }
}
