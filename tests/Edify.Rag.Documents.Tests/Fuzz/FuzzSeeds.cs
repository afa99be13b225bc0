using System.Text;
using Edify.Rag.Documents.Tests.OpenXml.Docx;
using Edify.Rag.Documents.Tests.Pdf;

namespace Edify.Rag.Documents.Tests.Fuzz;

/// <summary>A file to mutate.</summary>
/// <param name="Name">Its name; the extension says what it is.</param>
/// <param name="Bytes">Its content.</param>
public sealed record FuzzSeed(string Name, byte[] Bytes)
{
    public string Extension => Path.GetExtension(Name);

    public bool IsPackage => Bytes.AsSpan().StartsWith("PK\u0003\u0004"u8);
}

/// <summary>Small files of every format, made here, and real ones where the machine has them.</summary>
/// <remarks>A further format is a further line. Which reader takes a file, if any, is the readers' affair.</remarks>
internal static class FuzzSeeds
{
    private const int LargestRealFile = 48 * 1024;
    private const int MostRealFilesPerFormat = 40;

    private const string Page =
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title></head><body><nav><a href=#>x</a></nav><main><h1>Fees</h1><p>ü &amp; ö &#x1F600;<ul><li>a<li>b<ul><li>c</ul></ul>"
        + "<table><tr><th>1<th colspan=2>2<tr><td rowspan=3>3<td>4</table><pre>x\n y</pre><blockquote>q</blockquote><img alt=y><svg><text>z</text></svg></main></body></html>";

    private const string Notes = "---\ntitle: T\ntags: [a, b]\n---\n\n# T\n\n- a\n  - b\n    1. c\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> q\n> > r\n\n```cs\nx\n```\n\n[l](http://x \"y\") ![i](j) *e **s** `c`*\n\n[^1]: note\n\n<div>h</div>\n";

    private const string Mail =
        "From: a@b.c\r\nTo: d@e.f\r\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + "Gr=C3=BC=C3=9Fe=\r\n weiter\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SGk8L3A+\r\n--x\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment; filename*=utf-8''a%2Ecsv\r\n\r\na,b\r\n1,2\r\n--x--\r\n";

    /// <summary>Seeds by format.</summary>
    public static IReadOnlyList<IReadOnlyList<FuzzSeed>> ByFormat() =>
    [
        [.. Pdfs().Select((file, i) => new FuzzSeed($"{i}.pdf", file)), .. RealFiles("pdf", "*.pdf")],
        [new("a.docx", PackageSeeds.Docx()), new("b.docx", DocxFile.Build(DocxFile.P(DocxFile.T("a")), "<w:style/>", "<w:footnote/>")), .. RealFiles("docx", "*.docx")],
        [new("a.pptx", PackageSeeds.Pptx()), Fixture("lesson.pptx")],
        [new("a.xlsx", PackageSeeds.Xlsx()), Fixture("timetable.xlsx")],
        [new("a.epub", PackageSeeds.Epub(Page))],
        [new("a.zip", PackageSeeds.Zip(Page, Notes))],
        [Text("a.html", Page), .. RealPages()],
        [Text("a.md", Notes), Text("b.md", Page)],
        [Text("a.txt", "Title\n=====\n\n- a\n- b\n\n1. c\n\fSchüler 😀\r\nlernen."), new("b.txt", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Grüße\n\nan alle")).ToArray())],
        [Text("a.csv", "name;grade\n\"A;B\";1\n\"C\"\"D\nE\";2\n"), Text("a.tsv", "name\tgrade\nx\t1\n")],
        [Text("a.eml", Mail)],
    ];

    private static FuzzSeed Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte[]> Pdfs()
    {
        var text = MiniPdf.Line(72, 700, "A heading", 20) + MiniPdf.Line(72, 660, "Some text that goes on \\(and on\\).") + "q 1 0 0 1 0 0 cm BI /W 1 /H 1 ID x EI Q [(a) -500 (b)] TJ\n";
        var plain = MiniPdf.WithPages(text, text);
        var packed = MiniPdf.WithPages(text);
        packed.Replace(4, MiniPdf.StreamBody("/Filter /FlateDecode", MiniPdf.Deflate(text)));
        return [plain.Build(), plain.BuildCompressed(), PdfEncryptionTests.Encrypted("secret").Build(), packed.Build(), PdfFontTests.WithToUnicode().Build(), Pdf.Jbig2.Jbig2Writer.Pdf().Build()];
    }

    private static IEnumerable<FuzzSeed> RealFiles(string folder, string pattern) => Real(folder, pattern, file => new(Path.GetFileName(file), File.ReadAllBytes(file)));

    private static IEnumerable<FuzzSeed> RealPages() => Real("html-articles", "*.html.gz", file =>
    {
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
        using var page = new MemoryStream();
        packed.CopyTo(page);
        return new(Path.GetFileNameWithoutExtension(file), page.ToArray());
    });

    private static IEnumerable<FuzzSeed> Real(string folder, string pattern, Func<string, FuzzSeed> load)
    {
        if (ConformanceFiles.Find(folder) is not { } found) return [];
        return Directory.EnumerateFiles(found, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length is > 0 and <= LargestRealFile).Take(MostRealFilesPerFormat).Select(load);
    }

    private static FuzzSeed Fixture(string name) => new(name, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "OpenXml", "Fixtures", name)));
}
