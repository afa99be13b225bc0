using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfInfoTests
{
    private static readonly string[] FivePages = [.. Enumerable.Range(1, 5).Select(i => MiniPdf.Line(72, 700, $"Page {i}"))];

    [Fact]
    public async Task Title_author_and_language_are_read_in_every_encoding()
    {
        var pdf = WithCatalog("/Lang (en_GB)");
        var info = pdf.Add(@"<< /Title (Fees \205 \215quoted\216) /Author <FEFF0041006E00E4> /Subject <EFBBBF53C3BC64> /Keywords (a, b) >>");
        pdf.Trailer = $"/Info {info} 0 R";
        var read = (await PdfReading.ReadAsync(pdf)).Info;
        Assert.Equal(("Fees – “quoted”", "Anä", "en-GB", 5), (read.Title, read.Author, read.Language, read.PageCount));
        Assert.Equal("Süd", read.Properties["subject"].AsText());
        Assert.Equal("a, b", read.Properties["keywords"].AsText());
    }

    [Theory]
    [InlineData("Microsoft Word - Timetable.doc", "Timetable.doc")]
    [InlineData("Untitled document", null)]
    [InlineData(" ", null)]
    public async Task What_programs_write_for_want_of_a_title_is_none(string written, string? expected)
    {
        var pdf = MiniPdf.WithPages(FivePages);
        pdf.Trailer = $"/Info {pdf.Add($"<< /Title ({written}) >>")} 0 R";
        Assert.Equal(expected, (await PdfReading.ReadAsync(pdf)).Info.Title);
    }

    [Fact]
    public async Task Xmp_tells_what_the_information_dictionary_does_not()
    {
        const string Xmp = """
            <?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang="de">Schulordnung</rdf:li><rdf:li xml:lang="x-default">School rules</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>A. Head</rdf:li><rdf:li>B. Deputy</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>fr</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>
            """;
        var pdf = WithCatalog("/Metadata 13 0 R");
        Assert.Equal(13, pdf.AddStream("/Type /Metadata /Subtype /XML", Xmp));
        var read = (await PdfReading.ReadAsync(pdf)).Info;
        Assert.Equal(("School rules", "A. Head", "fr"), (read.Title, read.Author, read.Language));
    }

    [Fact]
    public async Task Page_labels_are_written_in_their_styles()
    {
        var pdf = WithCatalog("/PageLabels << /Kids [13 0 R] >>");
        pdf.Add("<< /Limits [0 4] /Nums [0 << /S /r >> 2 << /S /D /P (A-) /St 8 >> 4 << /S /A /St 27 >>] >>");
        Assert.Equal(["i", "ii", "A-8", "A-9", "AA"], (await PdfReading.ReadAsync(pdf)).Info.PageLabels);
    }

    [Fact]
    public async Task Page_labels_that_only_count_are_none()
    {
        var pdf = WithCatalog("/PageLabels << /Nums [0 << /S /D >>] >>");
        Assert.Empty((await PdfReading.ReadAsync(pdf)).Info.PageLabels);
    }

    [Fact]
    public async Task The_outline_leads_to_pages_by_any_kind_of_destination()
    {
        var pdf = WithCatalog("/Outlines << /First 13 0 R >> /Dests << /old [7 0 R /Fit] >> /Names << /Dests << /Kids [<< /Limits [(a) (m)] /Names [(here) << /D [9 0 R /XYZ 0 0 0] >>] >> << /Limits [(n) (z)] /Names [(there) [11 0 R /Fit]] >>] >> >>");
        pdf.Add("<< /Title (One) /Dest [3 0 R /Fit] /Next 17 0 R /First 14 0 R >>");
        pdf.Add("<< /Title (One and a half) /A << /S /GoTo /D [5 0 R /Fit] >> /Next 15 0 R >>");
        pdf.Add("<< /Title (By old name) /Dest /old /Next 16 0 R >>");
        pdf.Add("<< /Title <FEFF004200790020006E0061006D0065> /Dest (here) >>");
        pdf.Add("<< /Title (Last) /Dest (there) /Next 18 0 R >>");
        pdf.Add("<< /Title (Elsewhere) /A << /S /URI /URI (https://example.org) >> >>");
        Assert.Equal(
            [new("One", 1, 1), new("One and a half", 2, 2), new("By old name", 2, 3), new("By name", 2, 4), new("Last", 1, 5), new("Elsewhere", 1, 0)],
            (await PdfReading.ReadAsync(pdf)).Info.Outline);
    }

    [Fact]
    public async Task Loops_and_lies_end_and_cost_nothing_but_themselves()
    {
        var pdf = WithCatalog("/Outlines 13 0 R /PageLabels 14 0 R /Names << /Dests 15 0 R >> /Metadata 16 0 R /Lang (not a language!)");
        pdf.Add("<< /Title (Again) /First 13 0 R /Next 13 0 R /Dest (x) >>");
        pdf.Add("<< /Kids [14 0 R 14 0 R] /Nums [0 << /S /R /St 2147483647 >> 99999999 << >>] >>");
        pdf.Add("<< /Kids [15 0 R] >>");
        pdf.AddStream("", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>");
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Equal(5, result.Elements.Count);
        Assert.Equal([new("Again", 1, 0)], result.Info.Outline);
        Assert.Equal("1073741823", result.Info.PageLabels[0]);
        Assert.Null(result.Info.Language);
    }

    [Fact]
    public async Task It_is_reported_once_and_before_the_first_element()
    {
        var order = new List<string>();
        var context = new DocumentContext { Name = "test.pdf", Info = new Callback(i => order.Add($"info of {i.PageCount} pages")) };
        await foreach (var element in new Documents.Pdf.PdfDocumentReader().Bounded().ReadAsync(new MemoryStream(MiniPdf.WithPages(FivePages).Build()), context)) order.Add(element.Text);
        Assert.Equal(["info of 5 pages", "Page 1", "Page 2", "Page 3", "Page 4", "Page 5"], order);
    }

    [Fact]
    public async Task Files_of_others_tell_their_outlines()
    {
        var bookmarks = PdfCorpus.Files(ConformanceData.Folder("pdf")).Single(f => f.Name.EndsWith("tika__testPDF_bookmarks.pdf", StringComparison.Ordinal));
        var info = (await PdfReading.ReadAsync(await File.ReadAllBytesAsync(bookmarks.Path))).Info;
        Assert.NotEmpty(info.Outline);
        Assert.All(info.Outline, entry => Assert.InRange(entry.Page, 1, info.PageCount));
    }

    // Pages are objects 3 to 12; the first object added is 13.
    private static MiniPdf WithCatalog(string entries)
    {
        var pdf = MiniPdf.WithPages(FivePages);
        pdf.Replace(1, Encoding.Latin1.GetBytes($"<< /Type /Catalog /Pages 2 0 R {entries} >>"));
        return pdf;
    }

    private sealed class Callback(Action<DocumentInfo> report) : IProgress<DocumentInfo>
    {
        public void Report(DocumentInfo value) => report(value);
    }
}
