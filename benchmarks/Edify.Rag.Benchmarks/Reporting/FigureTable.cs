using System.Globalization;
using System.Text;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>Figures as a Markdown table that can be read in a terminal too.</summary>
internal static class FigureTable
{
    private static readonly string[] Headings = ["measured", "median", "min", "baseline", "its median", "ratio", "goal", "holds"];

    public static string Of(IReadOnlyList<Figure> figures)
    {
        string[][] rows = [Headings, .. figures.Select(Row)];
        var widths = Headings.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        Append(text, rows[0], widths);
        Append(text, [.. widths.Select(w => new string('-', w))], widths);
        foreach (var row in rows[1..]) Append(text, row, widths);
        return text.ToString();
    }

    private static string[] Row(Figure f) =>
    [
        f.Name, Number(f.Value.Median, f.Unit), Number(f.Value.Min, f.Unit), f.BaselineName, Number(f.Baseline.Median, f.Unit),
        f.Ratio.ToString("0.00", CultureInfo.InvariantCulture), f.Goal.Text, f.Holds ? "yes" : "NO",
    ];

    // Three digits that mean something, whatever the size.
    private static string Number(double value, string unit) =>
        value.ToString(value switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", 0 => "0", _ => "0.000" }, CultureInfo.InvariantCulture) + " " + unit;

    private static void Append(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, i) => cell.PadRight(widths[i]))).Append(" |\n");
}
