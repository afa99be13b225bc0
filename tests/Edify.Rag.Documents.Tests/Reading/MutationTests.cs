using System.Text;
using Edify.Rag.Documents.Csv;
using Edify.Rag.Documents.Docx;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Markdown;
using Edify.Rag.Documents.Tests.Containers;
using Edify.Rag.Documents.Tests.Docx;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Reading;

public class MutationTests
{
    private const string Page = "<!doctype html><meta charset=utf-8><h1>T</h1><ul><li>a<li>b</ul><table><tr><td>1<td>2</table><pre>x\n y</pre><p>ü &amp; ö";

    private const string Notes = "---\ntitle: \"T\"\ntags: [a, 'b']\nmore:\n  - x\n---\n# T\n\n- a\n  - b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n\n```\nx\n```\n\n" + Page;

    private const string Mail =
        "From: =?utf-8?Q?J=C3=BCrgen?= <j@example.org>\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\nDate: Tue, 12 May 2026 10:11:00 +0200\nContent-Type: multipart/mixed; boundary=b\n\n"
        + "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nplain =C3\n--c\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>h=C3=A4\n--c--\n"
        + "--b\nContent-Type: text/csv; name*0*=utf-8''a%20; name*1=b.csv\nContent-Transfer-Encoding: base64\n\nbmFtZTttYXJrCkFubjsxCg==\n--b--\n";

    private static readonly Dictionary<string, (Func<IDocumentReader> Reader, Func<byte[]> Original)> Cases = new()
    {
        ["docx"] = (() => new DocxDocumentReader(), Docx),
        ["html"] = (() => new HtmlDocumentReader(), () => Bytes(Page)),
        ["markdown"] = (() => new MarkdownDocumentReader(), () => Bytes(Notes)),
        ["csv"] = (() => new CsvDocumentReader(), () => Bytes("sep=;\nname;\"mark\"\nJürgen;\"1;2\"\n\"a\"\"b\";\"c\nd\"\n")),
        ["eml"] = (() => ContainerReaders.Messages(), () => Bytes(Mail)),
        ["zip"] = (() => ContainerReaders.Reader(), () => TestArchive.Of(("a.txt", "Text."), ("b/c.docx", Docx()), ("d.zip", TestArchive.Of(("e.csv", "a,b\n1,2\n"), ("f.eml", Mail))), ("ü.md", Notes))),
        ["text"] = (() => new TextDocumentReader(), () => Bytes("Title\n=====\n\n- a\n- b\n\fSchüler 😀\r\nlernen.")),
    };

    public static TheoryData<string> Formats => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Broken_files_give_typed_errors_only(string format)
    {
        var (reader, original) = (Cases[format].Reader(), Cases[format].Original());
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

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Docx() =>
        DocxFile.Build(DocxFile.P(DocxFile.T("a")) + "<w:tbl><w:tr><w:tc>" + DocxFile.P(DocxFile.T("b")) + "</w:tc></w:tr></w:tbl>", "<w:style/>", "<w:footnote/>");

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original[..random.Next(original.Length / 4, original.Length + 1)];
        for (var n = random.Next(1, 12); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? [.. bytes, .. bytes] : bytes;
    }
}
