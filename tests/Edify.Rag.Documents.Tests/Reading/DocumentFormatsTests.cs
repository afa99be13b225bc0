using System.Text;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Tests.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.Reading;

public class DocumentFormatsTests
{
    [Theory]
    [InlineData("a.txt", "<!doctype html><p>x", null, nameof(DocumentFormat.Text))]
    [InlineData("a.md", "# Title", "text/plain", nameof(DocumentFormat.Markdown))]
    [InlineData("a.HTM", "plain", null, nameof(DocumentFormat.Html))]
    [InlineData("a", "\n <!-- x --> <HTML lang=de>", null, nameof(DocumentFormat.Html))]
    [InlineData("a.bin", "<?xml version='1.0'?><!DOCTYPE html>", null, nameof(DocumentFormat.Html))]
    [InlineData("a", "hello", "text/html; charset=utf-8", nameof(DocumentFormat.Html))]
    [InlineData("a", "hello", "text/markdown", nameof(DocumentFormat.Markdown))]
    [InlineData("a", "hello", "application/octet-stream", nameof(DocumentFormat.Text))]
    [InlineData("a.txt", "%PDF-1.7", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.docx", "just text", null, nameof(DocumentFormat.Docx))]
    [InlineData("a.rtf", "{\\rtf1", null, nameof(DocumentFormat.Unknown))]
    [InlineData("a", "{\\rtf1", null, nameof(DocumentFormat.Unknown))]
    [InlineData("a.txt", "PDF files begin with %PDF-1.7", null, nameof(DocumentFormat.Text))]
    [InlineData("a.pdf", "junk %PDF-1.7", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.pdf", "just text", null, nameof(DocumentFormat.Text))]
    [InlineData("a.pdf", "<!doctype html><p>Please log in", null, nameof(DocumentFormat.Html))]
    [InlineData("a.txt", "", null, nameof(DocumentFormat.Text))]
    [InlineData("a", "", null, nameof(DocumentFormat.Text))]
    [InlineData("a.docx", "", null, nameof(DocumentFormat.Docx))]
    [InlineData("a.pdf", "", null, nameof(DocumentFormat.Pdf))]
    [InlineData("a.pdf", "\u0001\u0002\u0003\u0000\u0000", null, nameof(DocumentFormat.Pdf))]
    public void Text_formats_are_told_by_name_then_by_markup_then_by_media_type(string name, string head, string? contentType, string expected) =>
        Assert.Equal(expected, DocumentFormats.Detect(TestDocuments.Probe(name, head, contentType)).ToString());

    [Fact]
    public void A_signature_beats_the_name()
    {
        var docx = DocxFile.Build(DocxFile.P(DocxFile.T("x")));
        Assert.Equal(DocumentFormat.Docx, DocumentFormats.Detect(TestDocuments.Probe("a.txt", docx)));
        Assert.Equal(DocumentFormat.Zip, DocumentFormats.Detect(TestDocuments.Probe("a.zip", DocxFile.Zip(("readme.txt", "x")))));
        Assert.Equal(DocumentFormat.Xlsx, DocumentFormats.Detect(TestDocuments.Probe("a.xlsx", DocxFile.Zip(("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")))));
        Assert.Equal(DocumentFormat.Unknown, DocumentFormats.Detect(TestDocuments.Probe("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])));
        Assert.Equal(DocumentFormat.Html, DocumentFormats.Detect(TestDocuments.Probe("a", Encoding.Unicode.GetBytes("<html><p>UTF-16"))));
    }
}
