using System.Text;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Makes rows and cells of a tagged table; a cell that spans others leaves theirs empty (ISO 32000-2, 14.8.4.8.3).</summary>
internal sealed class TaggedTable(StructureTree tree, Func<StructureNode, string> readCell)
{
    private const int MaxColumns = 512;
    private const int MaxSpan = 10_000;

    private readonly StringBuilder _text = new();
    private readonly List<int> _rowsHeld = [];
    private readonly List<string> _row = [];
    private int _rows;
    private int _widest;

    /// <summary>Rows separated by line feeds and cells by tabs; <see langword="null"/> for a single column, which is no table.</summary>
    public string? Read(StructureNode table)
    {
        AddRows(table, depth: 0);
        return _widest > 1 && _rows > 0 ? _text.ToString() : null;
    }

    private void AddRows(StructureNode node, int depth)
    {
        foreach (var (_, child) in node.Items)
        {
            if (child?.Role == StructureRole.Row) AddRow(child);
            else if (child?.Role is StructureRole.RowGroup or StructureRole.Group && depth < 8) AddRows(child, depth + 1);
        }
    }

    private void AddRow(StructureNode row)
    {
        _row.Clear();
        foreach (var (_, cell) in row.Items)
        {
            if (cell is null || _row.Count >= MaxColumns) continue;
            SkipHeld();
            var (columns, rows) = (Span(cell, "ColSpan", MaxColumns - _row.Count), Span(cell, "RowSpan", MaxSpan));
            for (var i = 0; i < columns; i++)
            {
                if (_rowsHeld.Count <= _row.Count) _rowsHeld.Add(0);
                _rowsHeld[_row.Count] = rows - 1;
                _row.Add(i == 0 ? ElementText.Clean(readCell(cell), keepsLines: false) : "");
            }
        }

        SkipHeld();
        if (_row.Count == 0) return;
        if (_rows++ > 0) _text.Append('\n');
        _text.AppendJoin('\t', _row);
        _widest = Math.Max(_widest, _row.Count);
    }

    // Columns that a cell of a row above takes.
    private void SkipHeld()
    {
        for (; _row.Count < _rowsHeld.Count && _rowsHeld[_row.Count] > 0; _row.Add("")) _rowsHeld[_row.Count]--;
    }

    private int Span(StructureNode cell, string attribute, int most) => Math.Clamp(tree.Attribute(cell.Element, attribute), 1, Math.Max(1, most));
}
