namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>A line along the text (<paramref name="At"/> is its height) or across it (<paramref name="At"/> is its place on the baseline).</summary>
internal readonly record struct Rule(float At, float Start, float End);

/// <summary>Ruling lines that meet, and the rows and columns between them, in line space.</summary>
internal sealed class RuledGrid
{
    /// <summary>How far apart two lines may lie that are meant as one.</summary>
    public const float Tolerance = 3;

    // What a rule must have on both sides of the only one that it crosses.
    private const float Open = 10;

    // A line between two rows goes at least through some of the columns; a shorter one only underlines a cell.
    private const float MinReach = 0.3f;

    private readonly List<Rule> _along;
    private readonly List<Rule> _across;

    public RuledGrid(List<Rule> along, List<Rule> across)
    {
        // An underline that touches a border rules nothing.
        var width = along.Max(r => r.End) - along.Min(r => r.Start);
        _along = along.FindAll(r => Rules(r, across) && Reach(r, along) >= MinReach * width);
        _across = across.FindAll(r => Rules(r, along));
        Rows = Borders(_along, _across);
        Columns = Borders(_across, _along);
    }

    /// <summary>Where rows begin and end, from top to bottom.</summary>
    public float[] Rows { get; }

    /// <summary>Where columns begin and end, from left to right.</summary>
    public float[] Columns { get; }

    public bool HasCells => Rows.Length >= 2 && Columns.Length is >= 3 and <= TableRun.MaxColumns && Rows.Length + Columns.Length >= 6;

    public float Area => (Rows[^1] - Rows[0]) * (Columns[^1] - Columns[0]);

    public bool Contains(float x, float y) =>
        x > Columns[0] - Tolerance && x < Columns[^1] + Tolerance && y > Rows[0] - Tolerance && y < Rows[^1] + Tolerance;

    /// <summary>Whether a line across the text parts two places on a baseline.</summary>
    public bool Parts(float left, float right, float y) =>
        _across.Exists(r => r.At > left - 1 && r.At < right + 1 && r.Start < y && r.End > y);

    /// <summary>The cell that holds a place: the first row and column of those that no line parts.</summary>
    public (int Row, int Column) CellAt(float x, float y)
    {
        var (row, column) = (IndexOf(Rows, y), IndexOf(Columns, x));
        while (column > 0 && !IsDrawn(_across, Columns[column], y)) column--;
        while (row > 0 && !IsDrawn(_along, Rows[row], x)) row--;
        return (row, column);
    }

    public RuledGrid Mirror() => new([.. _along.Select(r => new Rule(r.At, -r.End, -r.Start))], [.. _across.Select(r => r with { At = -r.At })]);

    /// <summary>Which of the first 64 inner column borders are drawn in a row.</summary>
    public ulong BordersIn(int row)
    {
        var (middle, borders) = ((Rows[row] + Rows[row + 1]) / 2, 0UL);
        for (var i = 1; i < Columns.Length - 1 && i <= 64; i++)
            if (IsDrawn(_across, Columns[i], middle)) borders |= 1UL << i - 1;
        return borders;
    }

    private static bool IsDrawn(List<Rule> rules, float at, float crossing) =>
        rules.Exists(r => Math.Abs(r.At - at) <= Tolerance && r.Start < crossing && r.End > crossing);

    private static bool Rules(Rule rule, List<Rule> crossing)
    {
        var met = crossing.Count(c => c.At >= rule.Start - Tolerance && c.At <= rule.End + Tolerance && rule.At >= c.Start - Tolerance && rule.At <= c.End + Tolerance);
        return met >= 2 || met == 1 && crossing.Exists(c => c.At > rule.Start + Open && c.At < rule.End - Open);
    }

    // How much of a baseline is drawn, over all the pieces of a line.
    private static float Reach(Rule rule, List<Rule> rules) => rules.Where(r => Math.Abs(r.At - rule.At) <= Tolerance).Sum(r => r.End - r.Start);

    private static int IndexOf(float[] borders, float at)
    {
        var index = Array.BinarySearch(borders, at);
        return Math.Clamp(index >= 0 ? index : ~index - 1, 0, borders.Length - 2);
    }

    // Tables are often open at their sides: there, the lines of the other direction end.
    private static float[] Borders(List<Rule> lines, List<Rule> crossing)
    {
        if (lines.Count == 0 || crossing.Count == 0) return [];
        var all = lines.Select(r => r.At).Append(crossing.Min(r => r.Start)).Append(crossing.Max(r => r.End)).Order();
        var borders = new List<float>();
        foreach (var at in all)
            if (borders.Count == 0 || at - borders[^1] > Tolerance) borders.Add(at);
        return [.. borders];
    }
}
