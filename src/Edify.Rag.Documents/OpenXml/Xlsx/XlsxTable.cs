using System.Text;
using Edify.Rag.Documents.OpenXml.Drawing;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>A cell with text.</summary>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct XlsxCell(int Column, string Text);

/// <summary>Gathers rows into tables, which end at an empty row.</summary>
/// <remarks>
/// Lines that fill one cell above a table are paragraphs: its title, for instance. Columns without text are left out. A long
/// table is handed on in parts, each of which begins with the first row, so that bounded memory suffices and every part knows
/// what its columns mean.
/// </remarks>
/// <param name="starts">Rows at which a table begins that the sheet defines, or what follows one.</param>
internal sealed class XlsxTable(IReadOnlySet<long> starts)
{
    private const int MostCharacters = 64 * 1024;
    private const int MostPlaces = 256 * 1024;
    private const int LongestHeader = 4 * 1024;

    private readonly List<List<XlsxCell>> _rows = [];
    private readonly SortedSet<int> _columns = [];
    private long _lastRow;
    private int _characters;
    private bool _isContinued;

    /// <summary>What has ended; the caller empties the list.</summary>
    public List<OfficePiece> Pieces { get; } = [];

    /// <summary>Takes a row.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cells">Its cells that are not empty, in order.</param>
    public void Add(long number, List<XlsxCell> cells)
    {
        if (cells.Count == 0 || number != _lastRow + 1 || starts.Contains(number)) End();
        _lastRow = number;
        if (cells.Count == 0) return;
        if (cells.Count == 1 && _rows.Count == 0) Pieces.Add(new(ElementKind.Paragraph, cells[0].Text));
        else AddToTable(cells);
    }

    /// <summary>Ends the table.</summary>
    public void End()
    {
        if (_rows.Count > (_isContinued ? 1 : 0)) Pieces.Add(new(ElementKind.Table, Write()));
        Clear();
        _isContinued = false;
    }

    private void AddToTable(List<XlsxCell> cells)
    {
        if (_characters > MostCharacters || (_rows.Count + 1L) * _columns.Count > MostPlaces) EndPart();
        _rows.Add(cells);
        foreach (var cell in cells)
        {
            _columns.Add(cell.Column);
            _characters += cell.Text.Length + 1;
        }
    }

    private void EndPart()
    {
        if (_rows.Count <= (_isContinued ? 1 : 0)) return;
        var header = _rows[0];
        Pieces.Add(new(ElementKind.Table, Write()));
        Clear();
        if (header.Sum(c => c.Text.Length + 1) > LongestHeader) return;
        _isContinued = true;
        _rows.Add(header);
        foreach (var cell in header) _columns.Add(cell.Column);
    }

    private void Clear()
    {
        _rows.Clear();
        _columns.Clear();
        _characters = 0;
    }

    private string Write()
    {
        var text = new StringBuilder(_characters);
        var places = _columns.Select((column, place) => (column, place)).ToDictionary(c => c.column, c => c.place);
        foreach (var row in _rows)
        {
            if (text.Length > 0) text.Append('\n');
            var place = 0;
            foreach (var cell in row)
            {
                for (; place < places[cell.Column]; place++) text.Append('\t');
                AppendInLine(text, cell.Text);
            }
        }

        return text.ToString();
    }

    private static void AppendInLine(StringBuilder text, ReadOnlySpan<char> cell)
    {
        foreach (var c in cell.Trim()) text.Append(char.IsWhiteSpace(c) ? ' ' : c);
    }
}
