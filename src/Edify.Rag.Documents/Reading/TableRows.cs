using System.Text;

namespace Edify.Rag.Documents.Reading;

/// <summary>The rows of a table that is being read; tables within its cells become text of the cell.</summary>
internal sealed class TableRows
{
    private const int LongestRow = 16 * 1024 * 1024;

    private readonly StringBuilder _rows = new();
    private readonly StringBuilder _row = new();
    private readonly StringBuilder _cell = new();
    private int _depth;
    private bool _hasCells;
    private bool _isRowDeleted;

    /// <summary>Whether a table is open.</summary>
    public bool IsOpen => _depth > 0;

    /// <summary>Characters in the rows that have ended.</summary>
    public int Length => _rows.Length;

    /// <summary>Begins a table, or one within a cell.</summary>
    public void Begin() => _depth++;

    /// <summary>Ends the innermost table.</summary>
    public void End() => _depth = Math.Max(0, _depth - 1);

    /// <summary>Marks the row as deleted by a tracked change.</summary>
    public void DeleteRow() => _isRowDeleted |= _depth == 1;

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
        if (_hasCells) _row.Append('\t');
        _row.Append(ElementText.Clean(_cell.ToString(), keepsLines: false));
        _cell.Clear();
        _hasCells = true;
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        if (_depth != 1) return;
        if (!_isRowDeleted) _rows.Append(_row).Append('\n');
        _row.Clear();
        _hasCells = false;
        _isRowDeleted = false;
    }

    /// <summary>Takes the rows that have ended.</summary>
    public string TakeRows()
    {
        var rows = _rows.ToString();
        _rows.Clear();
        return rows;
    }
}
