using System.Text;
using Edify.Rag.Documents.Tests.Containers;
using Edify.Rag.Documents.Tests.Epub;
using Edify.Rag.Documents.Tests.OpenXml.Docx;
using Edify.Rag.Documents.Tests.OpenXml.Pptx;
using Edify.Rag.Documents.Tests.OpenXml.Xlsx;
using Edify.Rag.Documents.Tests.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Documents.Tests.Reading;

/// <summary>Whatever limit a file exceeds, the error says which: also what has to be held in memory, which no limit can raise.</summary>
[Collection(nameof(BoundedMemoryTests))]
public class OverLimitTests
{
    private const string Bytes = nameof(DocumentLimits.MaxFileBytes);
    private const string Inflated = nameof(DocumentLimits.MaxInflatedBytes);
    private const string Objects = nameof(DocumentLimits.MaxObjects);
    private const string Nesting = nameof(DocumentLimits.MaxNesting);

    private static readonly DocumentLimits Defaults = new();
    private static readonly DocumentLimits FewBytes = new() { MaxFileBytes = 100 };
    private static readonly DocumentLimits FewInflated = new() { MaxInflatedBytes = 1000 };
    private static readonly DocumentLimits FewObjects = new() { MaxObjects = 6 };
    private static readonly DocumentLimits Flat = new() { MaxNesting = 1 };

    private static readonly string Words = string.Concat(Enumerable.Repeat("word ", 1000));
    private static readonly string Items = string.Concat(Enumerable.Repeat("<p>a</p>", 50));

    private static readonly Dictionary<string, (string Name, Func<byte[]> File, DocumentLimits Limits, string Limit)> Cases = new()
    {
        ["bytes of a text"] = ("a.txt", () => Text(Words), FewBytes, Bytes),
        ["bytes of a book"] = ("a.epub", () => Book("<p>a</p>"), FewBytes, Bytes),
        ["characters of a page"] = ("a.html", () => new byte[65 << 20].Filled((byte)'a'), Defaults, Bytes),
        ["elements of a page"] = ("a.html", () => Text("<html>" + Items), FewObjects, Objects),
        ["parts of Markdown"] = ("a.md", () => Text(string.Concat(Enumerable.Repeat("# a\n\n", 50))), FewObjects, Objects),
        ["markup in Markdown"] = ("a.md", () => Text("<div>" + Items + "</div>"), FewObjects, Objects),
        ["quotes in Markdown"] = ("a.md", () => Text("> > > a"), Flat, Nesting),
        ["elements of a message"] = ("a.eml", () => Text("Subject: s\nFrom: a\nContent-Type: text/html\n\n" + Items), FewObjects, Objects),
        ["bytes of a message in memory"] = ("a.eml", () => Text("Subject: s\nFrom: a\n\n").Padded(257 << 20), Defaults, Bytes),
        ["files in an archive"] = ("a.zip", () => TestArchive.Of([.. Enumerable.Range(0, 9).Select(i => ($"{i}.txt", (object)"x"))]), FewObjects, Objects),
        ["bytes in an archive"] = ("a.zip", () => TestArchive.Of(("a.txt", Words)), FewInflated, Inflated),
        ["files of a book"] = ("a.epub", () => Book("<p>a</p>"), new() { MaxObjects = 2 }, Objects),
        ["elements of a book"] = ("a.epub", () => Book(Items), new() { MaxObjects = 20 }, Objects),
        ["bytes in a book"] = ("a.epub", () => Book(Words), FewInflated, Inflated),
        ["nesting in a book"] = ("a.epub", () => Book("a"), Flat, Nesting),
        ["bytes in a document"] = ("a.docx", () => DocxFile.Build(DocxFile.P(DocxFile.T(Words))), FewInflated, Inflated),
        ["elements of a document"] = ("a.docx", () => DocxFile.Build(DocxFile.P("a")), FewObjects, Objects),
        ["nesting in a document"] = ("a.docx", () => DocxFile.Build(DocxFile.P("a")), Flat, Nesting),
        ["notes of a document"] = ("a.docx", () => Notes(new string('x', 1 << 20), 33), Defaults, Inflated),
        ["documents in a document"] = ("a.docx", () => DocxFile.BuildWith("<w:altChunk r:id='r0'/>", ("aFChunk", "a.txt", Long(34 << 20))), Defaults, Inflated),
        ["nesting in a presentation"] = ("a.pptx", () => PptxFile.Build(PptxFile.Slide(PptxFile.Shape(PptxFile.P("a")))), Flat, Nesting),
        ["rows of a workbook"] = ("a.xlsx", () => XlsxFile.Build(string.Concat(Enumerable.Range(1, 90).Select(i => XlsxFile.Row(i, "a")))), new() { MaxObjects = 60 }, Objects),
        ["texts of a workbook"] = ("a.xlsx", () => XlsxFile.Build("", strings: Shared(257)), Defaults, Inflated),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_error_names_its_limit(string what)
    {
        var (name, build, limits, limit) = Cases[what];
        var file = build();
        var builder = new TestRagBuilder("docs").UseDocumentReaders();
        var reader = builder.Services.BuildServiceProvider().GetRagAll<IDocumentReader>("docs")
            .First(r => r.CanRead(TestDocuments.Probe(name, file[..Math.Min(4096, file.Length)]))).Bounded();
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => reader.ReadAsync(file, new DocumentContext { Name = name, Limits = limits }));
        Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Book(string body) => new EpubFile().Chapter("a.xhtml", body).Build();

    private static byte[] Notes(string text, int count) => DocxFile.Build(
        DocxFile.P("a"), footnotes: string.Concat(Enumerable.Range(1, count).Select(i => $"<w:footnote w:id='{i}'>{DocxFile.P(DocxFile.T(text))}</w:footnote>")));

    private static string Shared(int count) => string.Concat(Enumerable.Repeat($"<si><t>{new string('x', (1 << 20) - 1)}</t></si>", count));

    private static string Long(int length) => string.Concat(Enumerable.Repeat("A line of text.\n", length / 16));
}

/// <summary>Makes large files.</summary>
internal static class LargeFiles
{
    public static byte[] Filled(this byte[] bytes, byte value)
    {
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    public static byte[] Padded(this byte[] bytes, int length)
    {
        var padded = new byte[length].Filled((byte)'a');
        bytes.CopyTo(padded, 0);
        return padded;
    }
}
