using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>The rows of a table that is being read; tables within its cells become text of the cell.</summary>
/// <remarks>
/// A cell over several rows stands in each of them, so that every row says what it is about; one over several columns is
/// followed by empty cells, so that columns stay below each other.
/// </remarks>
internal sealed class HtmlTable
{
    private const int LongestRow = 16 * 1024 * 1024;

    // What browsers accept is far more; nobody writes that, and a page could ask for gigabytes of tabs.
    private const int MostColumns = 200;
    private const int MostRows = 1000;
    private const int LongestRepeated = 200;
    private const int MostAdded = 1 << 20;

    private readonly StringBuilder _rows = new();
    private readonly StringBuilder _row = new();
    private readonly StringBuilder _cell = new();
    private readonly SortedDictionary<int, (string Text, int Rows)> _fromAbove = [];
    private int _depth;
    private int _column;
    private int _columns = 1;
    private int _spannedRows = 1;
    private int _added;

    /// <summary>Whether a table is open.</summary>
    public bool IsOpen => _depth > 0;

    /// <summary>Begins a table, or one within a cell.</summary>
    public void Begin() => _depth++;

    /// <summary>Ends the innermost table.</summary>
    public void End()
    {
        _depth = Math.Max(0, _depth - 1);
        if (_depth == 0) _fromAbove.Clear();
    }

    /// <summary>Begins a cell.</summary>
    /// <param name="cell">Its element, which says how far it reaches.</param>
    public void BeginCell(IElement cell)
    {
        if (_depth != 1) return;
        _columns = Span(cell, "colspan", MostColumns);
        _spannedRows = Span(cell, "rowspan", MostRows);
    }

    /// <summary>Adds a paragraph to the cell.</summary>
    /// <param name="text">Its text.</param>
    /// <exception cref="InvalidDataException">The row is too long to be one.</exception>
    public void Add(StringBuilder text)
    {
        _cell.Append(text).Append(' ');
        if (_cell.Length + _row.Length > LongestRow) throw new InvalidDataException("A row of a table is longer than any that people write.");
    }

    /// <summary>Ends a cell.</summary>
    public void EndCell()
    {
        if (_depth != 1) return;
        AddFromAbove();
        var text = ElementText.Clean(_cell.ToString(), keepsLines: false);
        _cell.Clear();
        if (_spannedRows > 1 && _column < MostColumns) _fromAbove[_column] = (text.Length <= LongestRepeated ? text : string.Empty, _spannedRows);
        Append(text);
        for (var i = 1; i < _columns && _column < MostColumns; i++)
        {
            if (_spannedRows > 1) _fromAbove[_column] = (string.Empty, _spannedRows);
            AddOnce(string.Empty);
        }

        (_columns, _spannedRows) = (1, 1);
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        if (_depth != 1) return;
        AddFromAbove();
        foreach (var (column, (text, rows)) in _fromAbove.Count == 0 ? [] : _fromAbove.ToArray())
        {
            if (rows > 1) _fromAbove[column] = (text, rows - 1);
            else _fromAbove.Remove(column);
        }

        _rows.Append(_row).Append('\n');
        _row.Clear();
        _column = 0;
    }

    /// <summary>Takes the rows that have ended.</summary>
    public string TakeRows()
    {
        var rows = _rows.ToString();
        _rows.Clear();
        return rows;
    }

    private void AddFromAbove()
    {
        while (_fromAbove.TryGetValue(_column, out var above)) AddOnce(above.Text);
    }

    // What the page does not hold itself is bounded, or a few bytes could ask for gigabytes.
    private void AddOnce(string text)
    {
        _added += text.Length + 1;
        if (_added < MostAdded) Append(text);
        else _column++;
    }

    private void Append(string text)
    {
        if (_column > 0) _row.Append('\t');
        _row.Append(text);
        _column++;
    }

    private static int Span(IElement cell, string attribute, int most) =>
        int.TryParse(cell.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, most) : 1;
}
