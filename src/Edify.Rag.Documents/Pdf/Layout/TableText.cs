using System.Text;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Makes a block of the cells of a table.</summary>
internal static class TableText
{
    /// <param name="rows">For each row, the lines of each of its cells in reading order; empty cells may be missing.</param>
    public static TextBlock ToBlock(IEnumerable<IReadOnlyList<List<TextLine>?>> rows)
    {
        var text = new StringBuilder();
        var cell = new StringBuilder();
        var lines = new List<TextLine>();
        foreach (var row in rows)
        {
            if (lines.Count > 0) text.Append('\n');
            for (var column = 0; column < row.Count; column++)
            {
                if (column > 0) text.Append('\t');
                foreach (var line in row[column] ?? []) LineJoiner.Append(cell, line.Text);
                text.Append(DotLeaders.Collapse(cell.ToString()));
                cell.Clear();
                lines.AddRange(row[column] ?? []);
            }
        }

        var table = new TextBlock { Table = text.ToString() };
        foreach (var line in lines) table.Add(line);
        return table;
    }
}
