using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Tests.Html;

public class HtmlStructureTests
{
    [Fact]
    public async Task Terms_stand_with_what_defines_them()
    {
        var elements = await ReadAsync("<dl><dt>HL<dt>SL<dd>Levels of a course<dd>of the diploma<dt>EE<dd><p>An essay</p><dt>TOK</dl><p>after");
        Assert.Equal(
            [(ElementKind.ListItem, "HL, SL: Levels of a course"), (ElementKind.ListItem, "of the diploma"), (ElementKind.ListItem, "EE: An essay"), (ElementKind.ListItem, "TOK"), (ElementKind.Paragraph, "after")],
            elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Cells_over_several_rows_stand_in_each_and_columns_stay_below_each_other()
    {
        var elements = await ReadAsync(
            "<table><tr><th>Day<th colspan=2>Morning<th>Noon<tr><td rowspan=2>Monday<td>Maths<td>Art<td rowspan=3>Lunch<tr><td>Music<td>Sport<tr><td>Tuesday<td>a<td>b</table>");
        Assert.Equal("Day\tMorning\t\tNoon\nMonday\tMaths\tArt\tLunch\nMonday\tMusic\tSport\tLunch\nTuesday\ta\tb\tLunch", Assert.Single(elements).Text);
    }

    [Fact]
    public async Task Spans_that_ask_for_gigabytes_get_little()
    {
        var rows = string.Concat(Enumerable.Repeat("<tr><td rowspan=1000 colspan=1000>x</td></tr>", 30_000));
        var table = Assert.Single(await ReadAsync($"<table><tr><td>a<td>b</tr>{rows}</table>"));
        Assert.InRange(table.Text.Length, 60_000, 8_000_000);
    }

    [Fact]
    public async Task What_opens_and_quotes_is_read_as_text()
    {
        var elements = await ReadAsync("<details><summary>May I bring a dog?</summary>No.</details><blockquote><p>To be<p>or not</blockquote>");
        Assert.Equal(["May I bring a dog?", "No.", "To be", "or not"], elements.Select(e => e.Text));
        Assert.All(elements, e => Assert.Equal(ElementKind.Paragraph, e.Kind));
    }

    [Fact]
    public async Task Images_are_described_once_and_not_by_the_name_of_a_file()
    {
        var elements = await ReadAsync(
            "<figure><img alt='The new gym'><figcaption>The new gym in May</figcaption></figure><p>Press <img alt='Start'> now<img alt='IMG_0815'></p><img alt='photo.jpg'><div class='caption'>Photo: A. Example</div>");
        Assert.Equal(
            [(ElementKind.Caption, "The new gym in May"), (ElementKind.Paragraph, "Press Start now"), (ElementKind.Caption, "Photo: A. Example")],
            elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Notes_are_told_from_text()
    {
        var elements = await ReadAsync("<p>Text</p><div role='doc-endnotes'><ol><li role='doc-endnote'><p>See there.</p></li></ol></div>");
        Assert.Equal([(ElementKind.Paragraph, "Text"), (ElementKind.Note, "See there.")], elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Empty_elements_of_xhtml_do_not_take_in_what_follows()
    {
        var elements = await ReadAsync("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='a>b.js'/></head><body><p id='1'/><p>Text<br/>here</p><!-- <p/> --></body></html>");
        Assert.Equal("Text here", Assert.Single(elements).Text);
    }

    [Fact]
    public async Task A_page_says_who_wrote_it_when_and_in_which_language()
    {
        var info = await InfoAsync("""
            <html lang="de_AT"><head><title>Konzert | Schule</title><meta name="Description" content="Ein  Konzert"><meta property="og:title" content="Ein Konzert">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Konzert!","datePublished":"2026-05-01","author":[{"name":"Eva Muster"}]}]}</script>
            </head><body><p>Text
            """);
        Assert.Equal(("Ein Konzert", "Eva Muster", "de-AT"), (info.Title, info.Author, info.Language));
        Assert.Equal(("Ein Konzert", "2026-05-01"), (info.Properties["description"].AsText(), info.Properties["published"].AsText()));
    }

    [Theory]
    [InlineData("{\"headline\":")]
    [InlineData("[[[[]]]]")]
    [InlineData("{\"@graph\":7,\"author\":null}")]
    [InlineData("{\"headline\":\"\\ud800\",\"author\":[]}")]
    public async Task Broken_metadata_does_not_matter(string json)
    {
        var info = await InfoAsync($"<title>T</title><script type='application/ld+json'>{json}</script><html lang='?'><p>Text");
        Assert.Equal(("T", null, null), (info.Title?[..1] == "T" ? "T" : info.Title, info.Author, info.Language));
    }

    [Fact]
    public async Task Elements_are_counted_against_the_limit()
    {
        var context = new DocumentContext { Name = "test", Limits = new DocumentLimits { MaxObjects = 100 } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(
            () => new HtmlDocumentReader().ReadAsync(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>x", 200))), context));
        Assert.Equal((DocumentFault.OverLimit, nameof(DocumentLimits.MaxObjects)), (error.Fault, error.Limit));
    }

    [Fact]
    public async Task The_parser_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var stream = new StoppingStream(Enumerable.Repeat("<p>x"u8.ToArray(), 100_000).SelectMany(b => b).ToArray(), stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new HtmlDocumentReader().ReadAsync(stream, new DocumentContext { Name = "test" }, stop.Token).ToListAsync(CancellationToken.None).AsTask());
    }

    private static Task<List<DocumentElement>> ReadAsync(string page) => new HtmlDocumentReader().ReadAsync(page);

    private static async Task<DocumentInfo> InfoAsync(string page)
    {
        var info = new ReportedInfo();
        await new HtmlDocumentReader().ReadAsync(System.Text.Encoding.UTF8.GetBytes(page), new DocumentContext { Name = "test", Info = info });
        return Assert.Single(info.Values);
    }

    // The token is cancelled when the last byte is read: from then on only the parser works.
    private sealed class StoppingStream(byte[] bytes, CancellationTokenSource stop) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, CancellationToken.None);
            if (Position == Length) await stop.CancelAsync();
            return read;
        }
    }
}
