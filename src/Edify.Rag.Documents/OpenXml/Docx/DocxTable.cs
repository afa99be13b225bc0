using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>The table that is being read; those within its cells become text of the cell.</summary>
/// <remarks>
/// A cell over several columns is followed by as many empty ones, and one over several rows stands in the first, so that
/// what belongs to a column stays in it. A long table is handed on in parts, each of which begins with the first row.
/// </remarks>
internal sealed class DocxTable(DocxOutput output)
{
    private const int MostCharacters = 64 * 1024;
    private const int LongestHeader = 4 * 1024;
    private const int WidestCell = 63;

    private readonly TableRows _rows = new();
    private readonly Stack<int> _spans = new();
    private string _header = string.Empty;
    private int _page;

    /// <summary>Whether a table is open.</summary>
    public bool IsOpen => _rows.IsOpen;

    /// <summary>Begins a table, or one within a cell.</summary>
    public void Begin()
    {
        if (!IsOpen) _page = output.Page;
        _rows.Begin();
        _spans.Push(1);
    }

    /// <summary>Adds a paragraph to the cell.</summary>
    /// <param name="text">Its text.</param>
    public void Add(StringBuilder text) => _rows.Add(text);

    /// <summary>Reads an element trPr: rows may be deleted, or begin after empty cells.</summary>
    /// <param name="xml">At its start; afterwards at its end.</param>
    public async ValueTask ReadRowPropertiesAsync(PartXml xml)
    {
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "del") _rows.DeleteRow();
            else if (xml.Name == "gridBefore") EndCells(xml.Number() ?? 0);
        }
    }

    /// <summary>Reads an element tcPr.</summary>
    /// <param name="xml">At its start; afterwards at its end.</param>
    public async ValueTask ReadCellPropertiesAsync(PartXml xml)
    {
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (xml.IsStart && xml.Name == "gridSpan" && _spans.TryPop(out _)) _spans.Push((int)Math.Clamp(xml.Number() ?? 1, 1, WidestCell));
        }
    }

    /// <summary>Ends a cell.</summary>
    public void EndCell()
    {
        EndCells(_spans.TryPop(out var span) ? span : 1);
        _spans.Push(1);
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        _rows.EndRow();
        if (_rows.Length <= MostCharacters) return;
        Emit();
        output.EmitDeferred();
    }

    /// <summary>Ends the innermost table.</summary>
    public void End()
    {
        _rows.End();
        _spans.TryPop(out _);
        if (IsOpen) return;
        Emit();
        _header = string.Empty;
        output.EmitDeferred();
    }

    private void EndCells(long count)
    {
        for (var i = 0; i < Math.Min(count, WidestCell); i++) _rows.EndCell();
    }

    private void Emit()
    {
        var rows = _rows.TakeRows();
        if (rows.Length > 0) output.Emit(ElementKind.Table, _header + rows, 0, _page);
        if (_header.Length == 0 && rows.IndexOf('\n', StringComparison.Ordinal) is > 0 and < LongestHeader and var end) _header = rows[..(end + 1)];
        _page = output.Page;
    }
}
