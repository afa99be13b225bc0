using System.Text;
using Edify.Rag.Documents.Tests.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.Fuzz;

/// <summary>Small files of the formats that are ZIP archives.</summary>
internal static class PackageSeeds
{
    private const string Draw = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Sheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    private const string Type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    public static byte[] Docx() => DocxFile.Build(
        DocxFile.P(DocxFile.T("Heading"), "<w:pStyle w:val=\"h1\"/>") + DocxFile.P(DocxFile.T("a") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>", "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>")
        + "<w:tbl><w:tr><w:tc>" + DocxFile.P(DocxFile.T("b")) + "</w:tc><w:tc>" + DocxFile.P("<w:ins>" + DocxFile.T("c") + "</w:ins><w:del><w:r><w:delText>d</w:delText></w:r></w:del>") + "</w:tc></w:tr></w:tbl>"
        + DocxFile.P("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"end\"/><w:lastRenderedPageBreak/></w:r>"),
        "<w:style w:styleId=\"h1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"h1\"/></w:style>",
        "<w:footnote w:id=\"2\">" + DocxFile.P(DocxFile.T("note")) + "</w:footnote>");

    public static byte[] Pptx() => DocxFile.Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", $"{Relations}<Relationship Id=\"r1\" Type=\"{Type}officeDocument\" Target=\"ppt/presentation.xml\"/></Relationships>"),
        ("ppt/presentation.xml", $"<p:presentation {Draw}><p:sldIdLst><p:sldId id=\"256\" r:id=\"r1\"/></p:sldIdLst></p:presentation>"),
        ("ppt/_rels/presentation.xml.rels", $"{Relations}<Relationship Id=\"r1\" Type=\"{Type}slide\" Target=\"slides/slide1.xml\"/></Relationships>"),
        ("ppt/slides/_rels/slide1.xml.rels", $"{Relations}<Relationship Id=\"r1\" Type=\"{Type}notesSlide\" Target=\"../notesSlides/notesSlide1.xml\"/></Relationships>"),
        ("ppt/slides/slide1.xml", $"<p:sld {Draw}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Fees</a:t></a:r></a:p></p:txBody></p:sp>"
            + "<p:sp><p:txBody><a:p><a:pPr lvl=\"1\"/><a:r><a:t>late</a:t></a:r></a:p></p:txBody></p:sp><p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>"),
        ("ppt/notesSlides/notesSlide1.xml", $"<p:notes {Draw}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type=\"body\"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>say it</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>"));

    public static byte[] Xlsx() => DocxFile.Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", $"{Relations}<Relationship Id=\"r1\" Type=\"{Type}officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", $"<workbook {Sheet}><workbookPr date1904=\"0\"/><sheets><sheet name=\"Fees\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", $"{Relations}<Relationship Id=\"r1\" Type=\"{Type}worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Type}sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"{Type}styles\" Target=\"styles.xml\"/></Relationships>"),
        ("xl/sharedStrings.xml", $"<sst {Sheet} count=\"2\"><si><t>name</t></si><si><r><t>fee</t></r></si></sst>"),
        ("xl/styles.xml", $"<styleSheet {Sheet}><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet {Sheet}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"XFD2\" s=\"1\"><v>45000.5</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"));

    public static byte[] Epub(string page) => DocxFile.Zip(
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"),
        ("OEBPS/content.opf", "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>T</dc:title><dc:language>en</dc:language></metadata><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>"),
        ("OEBPS/a.xhtml", page));

    public static byte[] Zip(string page, string notes)
    {
        using var stream = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in (IEnumerable<(string, byte[])>)[("a.html", Encoding.UTF8.GetBytes(page)), ("notes/b.md", Encoding.UTF8.GetBytes(notes)), ("c.docx", Docx()), ("d.zip", DocxFile.Zip(("e.txt", "inner")))])
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
