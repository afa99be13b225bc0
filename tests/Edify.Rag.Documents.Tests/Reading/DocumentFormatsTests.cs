using System.Text;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Tests.Containers;
using Edify.Rag.Documents.Tests.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.Reading;

public class DocumentFormatsTests
{
    private const string Mail = "Received: from mx\n by mail\nFrom: ann@example.org\nSubject: Hello\n\nText";
    private const string Rows = "name;mark\nAnn;1\nBob;2\n";

    [Theory]
    [InlineData("a.txt", "<!doctype html><p>x", null, nameof(DocumentFormat.Html))]
    [InlineData("a.csv", "<html><table>", null, nameof(DocumentFormat.Html))]
    [InlineData("a.docx", "<html><body>", null, nameof(DocumentFormat.Html))]
    [InlineData("a.md", "# Title", "text/plain", nameof(DocumentFormat.Markdown))]
    [InlineData("a.md", "<div>x</div>", null, nameof(DocumentFormat.Markdown))]
    [InlineData("a.HTM", "plain", null, nameof(DocumentFormat.Html))]
    [InlineData("a", "\n <!-- x --> <HTML lang=de>", null, nameof(DocumentFormat.Html))]
    [InlineData("a.bin", "<?xml version='1.0'?><!DOCTYPE html>", null, nameof(DocumentFormat.Html))]
    [InlineData("a", "hello", "text/html; charset=utf-8", nameof(DocumentFormat.Html))]
    [InlineData("a", "hello", "text/markdown", nameof(DocumentFormat.Markdown))]
    [InlineData("a", "hello", "application/octet-stream", nameof(DocumentFormat.Text))]
    [InlineData("a", "hello", "application/epub+zip", nameof(DocumentFormat.Text))]
    [InlineData("a.txt", "%PDF-1.7", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.zip", "%PDF-1.7", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.docx", "just text", null, nameof(DocumentFormat.Docx))]
    [InlineData("a.epub", "just text", null, nameof(DocumentFormat.Epub))]
    [InlineData("a.rtf", "{\\rtf1", null, nameof(DocumentFormat.Unknown))]
    [InlineData("a.txt", "{\\rtf1", null, nameof(DocumentFormat.Unknown))]
    [InlineData("a", "%!PS-Adobe", null, nameof(DocumentFormat.Unknown))]
    [InlineData("a.js", "let x = 1;", null, nameof(DocumentFormat.Unknown))]
    [InlineData("a.txt", "PDF files begin with %PDF-1.7", null, nameof(DocumentFormat.Text))]
    [InlineData("a.csv", "a,%PDF-1.7", null, nameof(DocumentFormat.Csv))]
    [InlineData("a.pdf", "junk %PDF-1.7", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.pdf", "just text", null, nameof(DocumentFormat.Text))]
    [InlineData("a.pdf", "<!doctype html><p>Please log in", null, nameof(DocumentFormat.Html))]
    [InlineData("a.txt", "", null, nameof(DocumentFormat.Text))]
    [InlineData("a", "", null, nameof(DocumentFormat.Text))]
    [InlineData("a.docx", "", null, nameof(DocumentFormat.Docx))]
    [InlineData("a.zip", "", null, nameof(DocumentFormat.Zip))]
    [InlineData("a.pdf", "", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.pdf", "\u0001\u0002\u0003\u0000\u0000", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.eml", "hello", null, nameof(DocumentFormat.Eml))]
    [InlineData("a.mbox", "hello", null, nameof(DocumentFormat.Eml))]
    [InlineData("a", Mail, null, nameof(DocumentFormat.Eml))]
    [InlineData("a.txt", Mail, null, nameof(DocumentFormat.Eml))]
    [InlineData("a.msg", "From ann Tue May 12\n" + Mail, null, nameof(DocumentFormat.Eml))]
    [InlineData("a.md", Mail, null, nameof(DocumentFormat.Markdown))]
    [InlineData("a", "hello", "message/rfc822", nameof(DocumentFormat.Eml))]
    [InlineData("a", "From: Ann\nTo: Bob\nSubject: none\n\nA letter that somebody typed", null, nameof(DocumentFormat.Text))]
    [InlineData("a", "Received: once\nFrom: Ann\nTo: Bob\nno field", null, nameof(DocumentFormat.Text))]
    [InlineData("a.tsv", "hello", null, nameof(DocumentFormat.Csv))]
    [InlineData("a", Rows, null, nameof(DocumentFormat.Csv))]
    [InlineData("a.dat", Rows, "text/plain", nameof(DocumentFormat.Csv))]
    [InlineData("a.txt", Rows, null, nameof(DocumentFormat.Text))]
    [InlineData("a", "x\ty\n1\t2\n3\t4\n", null, nameof(DocumentFormat.Csv))]
    [InlineData("a", "a,b,c\n1,2,3\n4,5,6\n7,8,9\n", null, nameof(DocumentFormat.Csv))]
    [InlineData("a", "a,b\n1,2\n", "text/csv", nameof(DocumentFormat.Csv))]
    [InlineData("a", "a,b\n1,2\n", null, nameof(DocumentFormat.Text))]
    [InlineData("a", "Well, yes, no.\nOh, one, two.\nSo, this, that.\nNow, then, when.\n", null, nameof(DocumentFormat.Text))]
    [InlineData("a", "let a;\nlet b;\nlet c;\nlet d;\n", null, nameof(DocumentFormat.Text))]
    [InlineData("a", "| a | b |\n|---|---|\n| 1 | 2 |\n", null, nameof(DocumentFormat.Text))]
    public void Text_is_told_by_unmistakable_content_then_by_name_then_by_media_type_then_by_its_look(string name, string head, string? contentType, string expected) =>
        Assert.Equal(expected, DocumentFormats.Detect(TestDocuments.Probe(name, head, contentType)).ToString());

    public static TheoryData<string, string, byte[], string> Packages => new()
    {
        { "a Word document under another name", "a.txt", DocxFile.Build(DocxFile.P(DocxFile.T("x"))), nameof(DocumentFormat.Docx) },
        { "a workbook", "a.bin", TestArchive.Of(("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")), nameof(DocumentFormat.Xlsx) },
        { "slides", "a.zip", TestArchive.Of(("_rels/.rels", "x"), ("ppt/slides/slide1.xml", "x")), nameof(DocumentFormat.Pptx) },
        { "slides whose parts lie beyond the head", "a.bin", FarParts("presentationml.presentation.main+xml"), nameof(DocumentFormat.Pptx) },
        { "a workbook whose parts lie beyond the head", "a.zip", FarParts("spreadsheetml.sheet.main+xml"), nameof(DocumentFormat.Xlsx) },
        { "a document with macros whose parts lie beyond the head", "a", FarParts("ms-word.document.macroEnabled.main+xml"), nameof(DocumentFormat.Docx) },
        { "a document that embeds a workbook", "a", FarParts("spreadsheetml.sheet\"/><x y=\"wordprocessingml.document.main+xml"), nameof(DocumentFormat.Docx) },
        { "a binary workbook", "a.bin", FarParts("ms-excel.sheet.binary.macroEnabled.main"), nameof(DocumentFormat.Unknown) },
        { "parts in an order that hides them", "a.pptx", TestArchive.Of(("docProps/app.xml", "x")), nameof(DocumentFormat.Pptx) },
        { "an EPUB", "a.zip", TestArchive.Of(("mimetype", "application/epub+zip"), ("META-INF/container.xml", "x")), nameof(DocumentFormat.Epub) },
        { "an EPUB without its media type", "a.bin", TestArchive.Of(("META-INF/container.xml", "x")), nameof(DocumentFormat.Epub) },
        { "an archive", "a.zip", TestArchive.Of(("readme.txt", "x")), nameof(DocumentFormat.Zip) },
        { "an archive without a name", "a", TestArchive.Of(("readme.txt", "x")), nameof(DocumentFormat.Zip) },
        { "an archive with a folder called word", "a.zip", TestArchive.Of(("word/list.txt", "x")), nameof(DocumentFormat.Zip) },
        { "an archive that holds a PDF as it is", "a.zip", Stored("a.pdf", "%PDF-1.7"), nameof(DocumentFormat.Zip) },
        { "an archive without entries", "a.zip", TestArchive.Of(), nameof(DocumentFormat.Zip) },
        { "a text of OpenDocument", "a.zip", Stored("mimetype", "application/vnd.oasis.opendocument.text"), nameof(DocumentFormat.Unknown) },
        { "a text of OpenDocument by name", "a.odt", TestArchive.Of(("content.xml", "x")), nameof(DocumentFormat.Unknown) },
        { "a program", "a.bin", TestArchive.Of(("META-INF/MANIFEST.MF", "x")), nameof(DocumentFormat.Unknown) },
        { "a program by name", "a.JAR", TestArchive.Of(("a.class", "x")), nameof(DocumentFormat.Unknown) },
        { "a document of Word 97", "a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], nameof(DocumentFormat.Unknown) },
        { "an encrypted workbook", "a.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], nameof(DocumentFormat.Xlsx) },
        { "a page in UTF-16", "a", Encoding.Unicode.GetBytes("<html><p>UTF-16"), nameof(DocumentFormat.Html) },
        { "an image", "a.txt", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], nameof(DocumentFormat.Unknown) },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_signature_beats_the_name(string what, string name, byte[] file, string expected)
    {
        var head = file.AsSpan(0, Math.Min(file.Length, 4096)).ToArray();
        Assert.True(expected == DocumentFormats.Detect(TestDocuments.Probe(name, head)).ToString(), $"{what} is {expected}");
    }

    // The list of types comes first, and a part that fills the head follows.
    private static byte[] FarParts(string mainType)
    {
        var thumbnail = new byte[20_000];
        new Random(3).NextBytes(thumbnail);
        return TestArchive.Of(
            ("[Content_Types].xml", $"<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/main.xml\" ContentType=\"application/vnd.{mainType}\"/></Types>"),
            ("docProps/thumbnail.jpeg", thumbnail),
            ("main.xml", "x"));
    }

    private static byte[] Stored(string name, string text)
    {
        using var stream = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name, System.IO.Compression.CompressionLevel.NoCompression).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }
}
