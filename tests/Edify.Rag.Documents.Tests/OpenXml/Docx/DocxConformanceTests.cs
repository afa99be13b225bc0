using Edify.Rag.Documents.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.OpenXml.Docx;

public class DocxConformanceTests
{
    [Fact]
    public async Task Every_real_file_is_read_or_refused_with_a_reason()
    {
        var files = Directory.GetFiles(ConformanceData.Folder("docx"), "*.docx", SearchOption.AllDirectories);
        var (read, refused) = (0, new List<string>());
        foreach (var file in files)
        {
            try
            {
                await new DocxDocumentReader().Bounded().ReadAsync(await File.ReadAllBytesAsync(file));
                read++;
            }
            catch (DocumentReadException e)
            {
                refused.Add($"{Path.GetFileName(file)}: {e.Fault} {e.InnerException?.Message}");
            }
        }

        Assert.True(read > files.Length * 8 / 10, string.Join('\n', refused));
    }
}
