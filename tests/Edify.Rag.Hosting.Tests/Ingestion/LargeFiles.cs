using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Files that are large for what is between their pages, as scans and slides with photographs make them.</summary>
internal static class LargeFiles
{
    /// <summary>A PDF whose pages lie far apart, before pictures that no reader of text needs.</summary>
    public static SortedList<long, byte[]> Pdf(long size, int pages)
    {
        var parts = new SortedList<long, byte[]> { { 0, "%PDF-1.7\n"u8.ToArray() } };
        var offsets = new SortedDictionary<int, long>();
        void Put(int number, long offset, string body)
        {
            offsets[number] = offset;
            parts.Add(offset, Encoding.Latin1.GetBytes($"{number} 0 obj\n{body}\nendobj\n"));
        }

        var distance = (size - (1 << 20)) / (pages + 1);
        Put(1, 100, "<< /Type /Catalog /Pages 2 0 R >>");
        Put(2, 300, $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{3 + 2 * i} 0 R"))}] /MediaBox [0 0 612 792] >>");
        for (var i = 0; i < pages; i++)
        {
            var place = (i + 1) * distance;
            Put(3 + 2 * i, place, $"<< /Type /Page /Parent 2 0 R /Contents {4 + 2 * i} 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>");
            var content = $"BT /F1 12 Tf 72 700 Td ({Text(i)}) Tj ET";
            Put(4 + 2 * i, place + 100_000, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        var table = new StringBuilder($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets.Values) table.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        var start = size - 10_000;
        var end = $"startxref\n{start}\n%%EOF\n";
        parts.Add(start, Encoding.Latin1.GetBytes($"{table}trailer\n<< /Root 1 0 R /Size {offsets.Count + 1} >>\n".PadRight(10_000 - end.Length) + end));
        return parts;
    }

    /// <summary>What stands on a page.</summary>
    public static string Text(int page) => $"Page {page} of a book with many pictures.";

    /// <summary>A document of Office with one paragraph and a picture of that many bytes before it.</summary>
    public static byte[] Docx(string text, int pictureBytes)
    {
        var picture = new byte[pictureBytes];
        new Random(1).NextBytes(picture);
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string name, byte[] content)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }

            const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
            Put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
                """u8.ToArray());
            Put("_rels/.rels", Encoding.UTF8.GetBytes($"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Office}" Target="word/document.xml"/></Relationships>
                """));
            Put("word/media/image1.png", picture);
            Put("word/document.xml", Encoding.UTF8.GetBytes($"""
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>
                """));
        }

        return file.ToArray();
    }
}
