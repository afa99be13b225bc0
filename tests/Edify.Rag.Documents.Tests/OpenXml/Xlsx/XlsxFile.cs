using Edify.Rag.Documents.Tests.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.OpenXml.Xlsx;

/// <summary>Builds workbooks row by row.</summary>
internal static class XlsxFile
{
    public const string Namespaces = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>A workbook of one sheet.</summary>
    public static byte[] Build(string rows, string strings = "", string formats = "", string properties = "", params (string Type, string Part, string Text)[] parts) =>
        BuildSheets(strings, formats, properties, ("Marks", "", rows, parts));

    public static byte[] BuildSheets(
        string strings, string formats, string properties, params (string Name, string Attributes, string Rows, (string Type, string Part, string Text)[] Parts)[] sheets) => DocxFile.Zip(
    [
        ("_rels/.rels", DocxFile.Relationships(("officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", DocxFile.Relationships([.. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i}.xml")), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")])),
        ("xl/workbook.xml", $"<workbook {Namespaces}><workbookPr {properties}/><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"r{i}\" {s.Attributes}/>"))}</sheets></workbook>"),
        ("xl/sharedStrings.xml", $"<sst {Namespaces}>{strings}</sst>"),
        ("xl/styles.xml", $"<styleSheet {Namespaces}>{formats}</styleSheet>"),
        .. sheets.SelectMany((s, i) => Sheet(s.Rows, s.Parts, i)),
    ]);

    public static string Row(int number, params string[] cells) =>
        $"<row r='{number}'>{string.Concat(cells.Select((c, i) => c.StartsWith('<') ? c : c.Length == 0 ? "" : $"<c r='{(char)('A' + i)}{number}' t='str'><v>{c}</v></c>"))}</row>";

    private static IEnumerable<(string Name, string Text)> Sheet(string rows, (string Type, string Part, string Text)[] parts, int index) =>
    [
        ($"xl/worksheets/sheet{index}.xml", $"<worksheet {Namespaces}><dimension ref='A1'/><sheetData>{rows}</sheetData><pageMargins/></worksheet>"),
        ($"xl/worksheets/_rels/sheet{index}.xml.rels", DocxFile.Relationships([.. parts.Select(p => (p.Type, p.Part))])),
        .. parts.Select(p => ("xl/worksheets/" + p.Part, p.Text)),
    ];
}
