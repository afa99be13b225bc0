namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Pieces of text in rows that line up in columns: perhaps a table.</summary>
internal sealed class TableRun
{
    /// <summary>More than any table has.</summary>
    public const int MaxColumns = 64;

    private const float MinColumnGap = 0.5f;
    private const int RowsThatAllowSpans = 2;

    private readonly List<(float Start, float End)> _columns = [];

    /// <summary>Pieces on one baseline, from left to right.</summary>
    public List<List<TextLine>> Rows { get; } = [];

    /// <summary>Stretches of the line that some piece covers, from left to right.</summary>
    public IReadOnlyList<(float Start, float End)> Columns => _columns;

    /// <summary>The column of a piece; of one that covers several, the first.</summary>
    public int ColumnOf(TextLine piece)
    {
        var column = _columns.FindIndex(c => c.End > piece.X && c.Start < piece.EndX);
        return Math.Max(0, column >= 0 ? column : _columns.FindLastIndex(c => c.Start <= piece.X));
    }

    /// <summary>Whether a row lines up with those before it.</summary>
    public bool Fits(List<TextLine> row)
    {
        if (row.Count == 1) return Continues(row[0]);
        if (_columns.Count + row.Count > MaxColumns) return false;
        int known = 0, last = -1;
        foreach (var piece in row)
        {
            var (first, end) = Covered(piece);
            if (first == end) continue;
            if (first == last || end - first > 1 && Rows.Count < RowsThatAllowSpans) return false;
            (known, last) = (known + 1, end - 1);
        }

        return known * 2 >= row.Count;
    }

    public void Add(List<TextLine> row)
    {
        Rows.Add(row);
        foreach (var piece in row)
        {
            var (first, end) = Covered(piece);
            if (first == end) _columns.Insert(first, (piece.X, piece.EndX));
            else if (end - first == 1) _columns[first] = (Math.Min(_columns[first].Start, piece.X), Math.Max(_columns[first].End, piece.EndX));
        }
    }

    // A single piece inside a run of rows continues a cell, if it is close and no wider than one.
    private bool Continues(TextLine piece)
    {
        var above = Rows[^1];
        return piece.Y - above[0].Y < 1.6f * piece.Size
            && (above.Exists(cell => piece.X > cell.X - cell.Size && piece.EndX < cell.EndX + 2 * cell.Size)
                || Rows.Count > 1 && Covered(piece) is var (first, end) && end - first == 1 && piece.X > _columns[first].Start - piece.Size && piece.EndX < _columns[first].End + piece.Size);
    }

    // The columns that a piece covers, as a half-open range; where it would go, if it covers none.
    private (int First, int End) Covered(TextLine piece)
    {
        var margin = MinColumnGap * piece.Size;
        var first = 0;
        while (first < _columns.Count && _columns[first].End + margin <= piece.X) first++;
        var end = first;
        while (end < _columns.Count && _columns[end].Start - margin < piece.EndX) end++;
        return (first, end);
    }
}
