using System.Text;
using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Tests.Html;

public class HtmlDocumentReaderTests
{
    private static readonly HtmlDocumentReader Reader = new();

    [Fact]
    public async Task A_page_is_read_as_its_content()
    {
        var elements = await Reader.ReadAsync("""
            <!doctype html><html><head><title>Site</title><style>p{}</style></head><body>
            <nav>Home | About</nav><main><h1>Rules <em>of</em> School</h1><p>Be   kind.<br>Be on <a href="x">time</a>.</p>
            <h2>Lists</h2><ul><li>one<ul><li>inner</li></ul></li><li><p>two</p><p>more</p></li></ul>
            <figure><img alt="A pupil reading" src="x"><figcaption>Reading hour</figcaption></figure>
            <pre>  if x:
                go()</pre><p hidden>secret</p><p style="display: none">secret</p><script>secret()</script></main><footer>© secret</footer></body></html>
            """);
        Assert.Equal(
            [
                (ElementKind.Heading, "Rules of School", 1), (ElementKind.Paragraph, "Be kind. Be on time.", 0), (ElementKind.Heading, "Lists", 2),
                (ElementKind.ListItem, "one", 1), (ElementKind.ListItem, "inner", 2), (ElementKind.ListItem, "two", 1), (ElementKind.Paragraph, "more", 0),
                (ElementKind.Caption, "A pupil reading", 0), (ElementKind.Caption, "Reading hour", 0), (ElementKind.Code, "  if x:\n    go()", 0),
            ],
            elements.Select(e => (e.Kind, e.Text, e.Level)));
        Assert.Equal(["Rules of School", "Lists"], elements[^1].HeadingPath);
    }

    [Fact]
    public async Task Tables_keep_rows_cells_and_their_header()
    {
        var elements = await Reader.ReadAsync(
            "<h1>T</h1><table><caption>Marks</caption><thead><tr><th>Name<th>Mark</tr></thead><tr><td>Ann <b>B.</b><td><p>1</p><p>good</p></tr><tr><td><td>2</table><p>after");
        Assert.Equal(
            [(ElementKind.Caption, "Marks"), (ElementKind.Table, "Name\tMark\nAnn B.\t1 good\n\t2"), (ElementKind.Paragraph, "after")],
            elements.Skip(1).Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task A_table_that_lays_out_a_page_is_read_as_the_page()
    {
        var elements = await Reader.ReadAsync("<h1>T</h1><table><tr><td><p>Left</p><table><tr><td>a<td>b</table><td><h2>Right</h2></table>");
        Assert.Equal(
            [(ElementKind.Paragraph, "Left"), (ElementKind.Table, "a\tb"), (ElementKind.Heading, "Right")], elements.Skip(1).Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task The_title_is_the_heading_of_a_page_without_one()
    {
        var elements = await Reader.ReadAsync("<title>Timetable</title><h2>Monday</h2><p>Maths");
        Assert.Equal((ElementKind.Heading, "Timetable", 1), (elements[0].Kind, elements[0].Text, elements[0].Level));
        Assert.Equal(["Timetable", "Monday"], elements[^1].HeadingPath);
    }

    [Fact]
    public async Task The_article_is_preferred_only_if_it_holds_most_of_the_text()
    {
        var most = await Reader.ReadAsync("<p>Advert</p><article><p>A long and telling text about schools.</p></article>");
        Assert.Equal("A long and telling text about schools.", Assert.Single(most).Text);
        var little = await Reader.ReadAsync("<p>A long and telling text about schools.</p><article><p>Advert</p></article>");
        Assert.Equal(2, little.Count);
    }

    [Fact]
    public async Task Forms_are_dropped_unless_the_page_is_in_one()
    {
        Assert.Equal("The content of this page.", Assert.Single(await Reader.ReadAsync("<p>The content of this page.</p><form>Search</form>")).Text);
        Assert.Equal("The content of this page.", Assert.Single(await Reader.ReadAsync("<form><p>The content of this page.</p></form>")).Text);
    }

    [Theory]
    [InlineData("<meta charset=\"windows-1251\"><p>Школа", 1251)]
    [InlineData("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>“Schüler”", 1252)]
    [InlineData("<p>Schüler", 1252)]
    [InlineData("<meta charset=shift_jis><p>学校", 932)]
    [InlineData("<meta charset=utf-8><p>学校", 65001)]
    public async Task The_charset_that_the_page_declares_is_used(string html, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.UTF8;
        var elements = await Reader.ReadAsync(encoding.GetBytes(html));
        Assert.Equal(html[(html.LastIndexOf('>') + 1)..], Assert.Single(elements).Text);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<ul><li>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<blockquote><p>")]
    public async Task Twenty_thousand_nested_elements_do_not_break_the_stack(string tag)
    {
        var elements = await Reader.ReadAsync(string.Concat(Enumerable.Repeat(tag, 20_000)) + "deep");
        Assert.Equal("deep", Assert.Single(elements).Text);
    }

    [Fact]
    public async Task Scripts_and_drawings_do_not_make_a_page_deep()
    {
        var script = string.Concat(Enumerable.Repeat("if(i<n)x();", 2000));
        var drawing = string.Concat(Enumerable.Repeat("<circle r='1'/>", 2000));
        var elements = await Reader.ReadAsync($"<script>{script}</script><svg>{drawing}</svg><h1>Title</h1><ul><li>item</ul>");
        Assert.Equal([ElementKind.Heading, ElementKind.ListItem], elements.Select(e => e.Kind));
    }

    [Theory]
    [InlineData("<svg></x>")]
    [InlineData("<div></x>")]
    [InlineData("<script></x>")]
    public async Task Elements_that_never_end_do_not_slow_the_reader_down(string tags)
    {
        // In quadratic time this would take hours.
        var elements = await new HtmlDocumentReader().ReadAsync("<p>text</p>" + string.Concat(Enumerable.Repeat(tags, 400_000)));
        Assert.Equal("text", Assert.Single(elements).Text);
    }

    [Fact]
    public async Task A_row_longer_than_any_table_has_is_refused_as_damage()
    {
        var page = $"<table><tr><td>{string.Concat(Enumerable.Repeat("word ", 200))}<th>{string.Concat(Enumerable.Repeat("word ", 4_000_000))}</th></tr></table>";
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => new HtmlDocumentReader().ReadAsync(page));
        Assert.Equal(DocumentFault.Damaged, error.Fault);
    }

    [Fact]
    public async Task What_the_declared_charset_cannot_decode_is_reported()
    {
        var events = new ReportedEvents();
        byte[] page = [.. "<meta charset=gb18030><p>x "u8, 0xFF, .. " y</p>"u8];
        var elements = await Reader.ReadAsync(page, new DocumentContext { Name = "a.html", Report = events });
        Assert.Equal("x \uFFFD y", Assert.Single(elements).Text);
        Assert.Equal(1, events.Events.Single(e => e.Kind == ReadEventKind.Undecodable).Undecodable);
    }
}
