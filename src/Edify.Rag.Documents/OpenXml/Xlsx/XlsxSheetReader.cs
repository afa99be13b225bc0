using System.Globalization;
using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>Reads the rows of a sheet, one after the other.</summary>
internal sealed class XlsxSheetReader(PartXml xml, XlsxWorkbook workbook, XlsxTable table)
{
    private const int LongestValue = 1024 * 1024;
    private const int LongestRow = 16 * 1024 * 1024;
    private const int LastColumn = 16_384;

    private readonly StringBuilder _value = new();
    private long _row;

    /// <summary>Reads on until a table, or a part of one, has ended.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns><see langword="false"/> at the end of the sheet.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (table.Pieces.Count == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await xml.ReadAsync().ConfigureAwait(false) || (xml.IsEnd && xml.Name == "sheetData"))
            {
                table.End();
                return table.Pieces.Count > 0;
            }

            if (xml.IsStart && xml.Name == "row") await ReadRowAsync().ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask ReadRowAsync()
    {
        var objects = xml.Objects - 1;
        _row = xml.Number("r") ?? _row + 1;
        var (cells, depth, column, length, count) = (new List<XlsxCell>(), xml.Inside, 0, 0, 0);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.Name != "c") continue;
            count++;
            column = Math.Max(column + 1, Column(xml.PlainAttribute("r")));
            if (await ReadCellAsync().ConfigureAwait(false) is not { Length: > 0 } text) continue;
            length += text.Length;
            if (column > LastColumn || length > LongestRow) throw new InvalidDataException("A row of the sheet is longer than any that people write.");
            cells.Add(new(column, text));
        }

        xml.CountAs(objects, count);
        table.Add(_row, cells);
    }

    private async ValueTask<string> ReadCellAsync()
    {
        if (xml.IsEmpty) return string.Empty;
        var (type, style, depth) = (xml.PlainAttribute("t"), xml.PlainAttribute("s"), xml.Inside);
        _value.Clear();
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "v") await xml.AppendContentAsync(_value, LongestValue).ConfigureAwait(false);
            else if (xml.Name == "is") await XlsxText.ReadAsync(xml, _value).ConfigureAwait(false);
            else await xml.SkipAsync().ConfigureAwait(false);
        }

        return Show(type, style, _value.ToString()).Trim();
    }

    private string Show(string? type, string? style, string value) => type switch
    {
        "s" => workbook.Strings.Get(value),
        "b" => value == "1" ? "TRUE" : "FALSE",
        "d" => value.Replace("T00:00:00", string.Empty, StringComparison.Ordinal).Replace('T', ' '),
        "str" or "inlineStr" or "e" => value,
        _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            workbook.Styles.Of(style).Format(number, workbook.CountsFrom1904),
        _ => value,
    };

    // "BC23" is in column 55; 0 where the cell does not say.
    private static int Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? string.Empty)
        {
            if (!char.IsAsciiLetterUpper(c) || column > LastColumn) break;
            column = (column * 26) + (c - 'A' + 1);
        }

        return column;
    }
}
