using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Ingester.Files;

/// <summary>Files whose size is pictures, as in a school: scanned books, illustrated documents, saved web pages. The same for the same seed.</summary>
public static class LargeFiles
{
    private const int WordsPerPage = 250;

    /// <summary>A PDF of text pages that each show a picture.</summary>
    /// <param name="bytes">Its size, roughly.</param>
    /// <param name="pages">Number of pages.</param>
    /// <param name="seed">What its content depends on.</param>
    public static Action<Stream> Pdf(long bytes, int pages, int seed) => output =>
    {
        const int firstPage = 4;
        var (prose, pictures, file) = (new Prose(seed), new Pictures(seed), new PdfOutput(output));
        file.Add("<</Type/Catalog/Pages 2 0 R>>");
        file.Add($"<</Type/Pages/Count {pages}/Kids[{string.Join(' ', Enumerable.Range(0, pages).Select(p => $"{firstPage + (3 * p)} 0 R"))}]>>");
        file.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        for (var page = 0; page < pages; page++)
        {
            var number = firstPage + (3 * page);
            file.Add(string.Create(CultureInfo.InvariantCulture,
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>/XObject<</Im {number + 2} 0 R>>>>/Contents {number + 1} 0 R>>"));
            var content = Encoding.Latin1.GetBytes(PageContent(page, prose));
            file.AddStream(string.Empty, content.Length, stream => stream.Write(content));
            var picture = Math.Max(1, (bytes / pages) - content.Length);
            file.AddStream("/Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", picture, stream => pictures.Write(stream, picture));
        }

        file.Finish();
    };

    /// <summary>A DOCX of text with one picture file.</summary>
    /// <param name="bytes">Its size, roughly.</param>
    /// <param name="seed">What its content depends on.</param>
    public static Action<Stream> Docx(long bytes, int seed) => output =>
    {
        const string word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        var prose = new Prose(seed);
        var body = string.Concat(Enumerable.Range(0, 40).Select(_ => $"<w:p><w:r><w:t>{prose.Text(90)}</w:t></w:r></w:p>"));
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "[Content_Types].xml", $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
        Add(archive, "_rels/.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
        using (var picture = archive.CreateEntry("word/media/image1.jpeg", CompressionLevel.NoCompression).Open()) new Pictures(seed).Write(picture, bytes);
        Add(archive, "word/document.xml", $"<w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>");
    };

    /// <summary>A web page that was saved with its pictures: all of it has to be read.</summary>
    /// <param name="bytes">Its size, roughly.</param>
    /// <param name="seed">What its content depends on.</param>
    public static Action<Stream> Html(long bytes, int seed) => output =>
    {
        const int pictures = 8;
        var (prose, picture) = (new Prose(seed), new Pictures(seed));
        Write(output, $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{prose.Text(4)}</title></head><body><article><h1>{prose.Text(5)}</h1>");
        for (var i = 0; i < pictures; i++)
        {
            Write(output, $"<h2>{prose.Text(3)}</h2><p>{prose.Text(120)}</p><img alt=\"{prose.Text(3)}\" src=\"data:image/jpeg;base64,");
            picture.WriteBase64(output, bytes / pictures);
            Write(output, "\">");
        }

        Write(output, "</article></body></html>");
    };

    private static string PageContent(int page, Prose prose)
    {
        var content = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"q 595 0 0 842 0 0 cm /Im Do Q BT /F1 16 Tf 72 790 Td (Chapter {page + 1}) Tj /F1 10 Tf 0 -24 Td 14 TL\n"));
        foreach (var line in prose.Text(WordsPerPage).Split(". ", StringSplitOptions.RemoveEmptyEntries)) content.Append('(').Append(line).Append(".) Tj T*\n");
        return content.Append("ET").ToString();
    }

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var entry = archive.CreateEntry(name).Open();
        Write(entry, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content);
    }

    private static void Write(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));
}
