using System.IO.Compression;
using System.Text;
using Edify.Rag.Documents.OpenXml.Xlsx;
using Edify.Rag.Documents.Tests.OpenXml.Docx;
using Edify.Rag.Documents.Tests.Text;

namespace Edify.Rag.Documents.Tests.OpenXml.Xlsx;

[Collection(nameof(BoundedMemoryTests))]
public class XlsxBoundedMemoryTests
{
    private const int Rows = 300_000;
    private const long MostLiveBytes = 32L << 20;

    [Fact]
    public async Task Hundreds_of_thousands_of_rows_are_read_in_bounded_memory()
    {
        using var temporary = new TemporaryDirectory();
        await using var file = File.Create(Path.Combine(temporary.Path, "large.xlsx"));
        await WriteAsync(file);
        file.Position = 0;

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (rows, parts, most) = (0, 0, long.MinValue);
        await foreach (var element in new XlsxDocumentReader(new()).ReadAsync(file, new DocumentContext { Name = "large.xlsx" }))
        {
            if (element.Kind != ElementKind.Table) continue;
            rows += element.Text.Count(c => c == '\n');
            if (++parts % 50 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(Rows, rows);
        Assert.True(most is > long.MinValue and < MostLiveBytes, $"{most} more bytes were alive than before.");
    }

    private static async Task WriteAsync(Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(archive, "_rels/.rels", DocxFile.Relationships(("officeDocument", "xl/workbook.xml")));
        await AddAsync(archive, "xl/_rels/workbook.xml.rels", DocxFile.Relationships(("worksheet", "sheet.xml")));
        await AddAsync(archive, "xl/workbook.xml", $"<workbook {XlsxFile.Namespaces}><sheets><sheet name='Large' r:id='r0'/></sheets></workbook>");
        await using var sheet = new StreamWriter(archive.CreateEntry("xl/sheet.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8);
        await sheet.WriteAsync($"<worksheet {XlsxFile.Namespaces}><sheetData>{XlsxFile.Row(1, "Pupil", "Subject", "Mark")}");
        for (var i = 2; i <= Rows + 1; i++)
            await sheet.WriteAsync($"<row r='{i}'><c t='inlineStr'><is><t>Pupil {i} of the school</t></is></c><c t='str'><v>Mathematics</v></c><c><v>{i % 6}</v></c></row>");
        await sheet.WriteAsync("</sheetData></worksheet>");
    }

    private static async Task AddAsync(ZipArchive archive, string name, string text)
    {
        await using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        await writer.WriteAsync(text);
    }
}
