using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Part">Its part; <see langword="null"/> when that is missing.</param>
/// <param name="IsHidden">Whether it is not shown.</param>
internal readonly record struct XlsxSheet(string Name, string? Part, bool IsHidden);

/// <summary>What all sheets of a workbook share.</summary>
/// <param name="Sheets">The sheets in order.</param>
/// <param name="CountsFrom1904">Whether days are counted from 1904.</param>
/// <param name="Strings">Texts of the cells.</param>
/// <param name="Styles">Formats of the cells.</param>
internal sealed record XlsxWorkbook(IReadOnlyList<XlsxSheet> Sheets, bool CountsFrom1904, XlsxStrings Strings, XlsxStyles Styles)
{
    /// <summary>Reads it.</summary>
    /// <param name="package">The workbook.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<XlsxWorkbook> ReadAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        var (sheets, countsFrom1904) = (new List<XlsxSheet>(), false);
        using (var xml = await package.OpenXmlAsync(package.MainPart, cancellationToken).ConfigureAwait(false))
        {
            while (await xml.ReadAsync().ConfigureAwait(false))
            {
                if (!xml.IsStart) continue;
                if (xml.Name == "workbookPr") countsFrom1904 = xml.Is("date1904");
                else if (xml.Name == "sheet")
                    sheets.Add(new(xml.Attribute("name") ?? string.Empty, package.Main.ById(xml.Reference()), xml.Attribute("state") is "hidden" or "veryHidden"));
            }
        }

        var strings = await XlsxStrings.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        var styles = await XlsxStyles.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        return new XlsxWorkbook(sheets, countsFrom1904, strings, styles);
    }
}
