using System.Text;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Csv;

/// <summary>Makes elements of rows: pieces of the table of bounded size, each beginning with the header.</summary>
/// <remarks>Rows with a single cell before the header are titles, and become paragraphs.</remarks>
/// <param name="columns">Cells of most rows.</param>
internal sealed class CsvTable(int columns)
{
    private const int PieceLength = 16 * 1024;
    private const int MostTitles = 10;

    private readonly ElementComposer _composer = new();
    private readonly StringBuilder _piece = new();
    private string? _header;
    private int _titles;

    /// <summary>What has ended since the list was last cleared.</summary>
    public List<DocumentElement> Elements { get; } = [];

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row, cells parted by tabs.</param>
    public void Add(ReadOnlySpan<char> row)
    {
        if (row.IsWhiteSpace()) return;
        if (_header is null)
        {
            AddFirst(row.ToString());
            return;
        }

        if (_piece.Length == 0) _piece.Append(_header);
        _piece.Append('\n').Append(row);
        if (_piece.Length >= PieceLength) EndPiece();
    }

    /// <summary>Ends the piece that is open.</summary>
    public void EndPiece()
    {
        Emit(ElementKind.Table, _piece.ToString());
        _piece.Clear();
    }

    private void AddFirst(string row)
    {
        if (columns > 1 && _titles < MostTitles && row.Split('\t').Count(cell => !string.IsNullOrWhiteSpace(cell)) == 1)
        {
            _titles++;
            Emit(ElementKind.Paragraph, row);
            return;
        }

        var isHeader = CsvHeader.IsHeader(row);
        var header = isHeader ? row : CsvHeader.Letters(row.Count(c => c == '\t') + 1);
        _header = CsvHeader.Repeated(header);
        _piece.Append(header);
        if (!isHeader) Add(row);
    }

    private void Emit(ElementKind kind, string text)
    {
        if (_composer.Compose(kind, text) is { } element) Elements.Add(element);
    }
}
