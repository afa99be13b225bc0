using System.Text;
using Edify.Rag.Documents.Docx;
using Edify.Rag.Documents.Epub;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Markdown;
using Edify.Rag.Documents.Tests.Docx;
using Edify.Rag.Documents.Tests.Epub;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Reading;

public class MutationTests
{
    private const string Page = "<!doctype html><meta charset=utf-8><h1>T</h1><ul><li>a<li>b</ul><table><tr><td>1<td>2</table><pre>x\n y</pre><p>ü &amp; ö";

    public static TheoryData<string> Formats => ["docx", "html", "epub", "markdown", "text"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Broken_files_give_typed_errors_only(string format)
    {
        var (reader, original) = Make(format);
        var random = new Random(format.Length);
        for (var i = 0; i < 150; i++)
        {
            var bytes = Mutate(original, random);
            var context = new DocumentContext { Name = $"{format} {i}", Limits = new DocumentLimits { MaxInflatedBytes = 1 << 24 } };
            try
            {
                var elements = await reader.Bounded().ReadAsync(bytes, context);
                Assert.All(elements, e => Assert.False(string.IsNullOrEmpty(e.Text)));
            }
            catch (DocumentReadException e)
            {
                Assert.Equal(context.Name, e.Document);
            }
        }
    }

    private static (IDocumentReader Reader, byte[] Original) Make(string format) => format switch
    {
        "docx" => (new DocxDocumentReader(), DocxFile.Build(DocxFile.P(DocxFile.T("a")) + "<w:tbl><w:tr><w:tc>" + DocxFile.P(DocxFile.T("b")) + "</w:tc></w:tr></w:tbl>", "<w:style/>", "<w:footnote/>")),
        "html" => (new HtmlDocumentReader(), Encoding.UTF8.GetBytes(Page)),
        "epub" => (new EpubDocumentReader(), new EpubFile().Chapter("a.xhtml", "<h1>T</h1><p epub:type='footnote'>n</p>").Chapter("b.xhtml", Page).Item("toc.ncx", "<ncx/>", "application/x-dtbncx+xml").Build()),
        "markdown" => (new MarkdownDocumentReader(), Encoding.UTF8.GetBytes("# T\n\n- a\n  - b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n```\nx\n```\n\n" + Page)),
        _ => (new TextDocumentReader(), Encoding.UTF8.GetBytes("Title\n=====\n\n- a\n- b\n\fSchüler 😀\r\nlernen.")),
    };

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original[..random.Next(original.Length / 4, original.Length + 1)];
        for (var n = random.Next(1, 12); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? [.. bytes, .. bytes] : bytes;
    }
}
