using System.Text;
using Edify.Rag.Documents.Tests.Containers;
using Edify.Rag.Documents.Tests.Epub;
using Edify.Rag.Documents.Tests.OpenXml.Docx;
using Edify.Rag.Documents.Tests.OpenXml.Pptx;
using Edify.Rag.Documents.Tests.OpenXml.Xlsx;
using Edify.Rag.Documents.Tests.Pdf;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Documents.Tests.Reading;

/// <summary>Readers of files over a network hold no thread while they wait: no stream is ever read synchronously.</summary>
public class AsyncReadingTests
{
    // Longer than what any reader takes at once.
    private const int Paragraphs = 20_000;

    public static TheoryData<string> Files => ["a.docx", "a.pptx", "a.xlsx", "a.epub", "a.zip", "a.eml", "a.html", "a.md", "a.txt", "a.csv"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_reader_reads_synchronously(string name)
    {
        var file = Build(name);
        var stream = new SparseStream(file.Length);
        stream.Put(0, file);
        var reader = Reader(name, file);
        var elements = await reader.ReadAsync(stream, new DocumentContext { Name = name }).ToListAsync();
        Assert.Contains(elements, e => e.Text.Contains("The last words.", StringComparison.Ordinal));
        Assert.Equal((await reader.ReadAsync(file)).Select(e => (e.Kind, e.Text, e.Level)), elements.Select(e => (e.Kind, e.Text, e.Level)));
    }

    private static IDocumentReader Reader(string name, byte[] file)
    {
        var builder = new TestRagBuilder("docs").UseDocumentReaders();
        return builder.Services.BuildServiceProvider().GetRagAll<IDocumentReader>("docs").First(r => r.CanRead(TestDocuments.Probe(name, file[..4096])));
    }

    private static byte[] Build(string name)
    {
        string[] paragraphs = [.. Enumerable.Range(1, Paragraphs).Select(i => $"Words of paragraph {i}."), "The last words."];
        return Path.GetExtension(name) switch
        {
            ".docx" => DocxFile.Build(string.Concat(paragraphs.Select(p => DocxFile.P(DocxFile.T(p))))),
            ".pptx" => PptxFile.Build(PptxFile.Slide(PptxFile.Shape(string.Concat(paragraphs.Select(p => PptxFile.P(p)))))),
            ".xlsx" => XlsxFile.Build(string.Concat(paragraphs.Select((p, i) => XlsxFile.Row(i + 1, p, $"{i}")))),
            ".epub" => new EpubFile().Chapter("a.xhtml", string.Concat(paragraphs.Select(p => $"<p>{p}</p>"))).Build(),
            ".zip" => TestArchive.Of(("a.txt", string.Join("\n\n", paragraphs)), ("b.docx", Build("b.docx"))),
            ".eml" => Encoding.UTF8.GetBytes("Subject: s\nFrom: a@example.org\n\n" + string.Join("\n\n", paragraphs)),
            ".html" => Encoding.UTF8.GetBytes(string.Concat(paragraphs.Select(p => $"<p>{p}</p>"))),
            ".csv" => Encoding.UTF8.GetBytes("a,b\n" + string.Concat(paragraphs.Select(p => $"{p},1\n"))),
            _ => Encoding.UTF8.GetBytes(string.Join("\n\n", paragraphs)),
        };
    }
}
