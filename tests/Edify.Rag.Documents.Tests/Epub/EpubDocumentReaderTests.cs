using Edify.Rag.Documents.Epub;

namespace Edify.Rag.Documents.Tests.Epub;

public class EpubDocumentReaderTests
{
    [Fact]
    public async Task Chapters_are_read_in_the_order_of_the_spine()
    {
        var book = new EpubFile()
            .Chapter("text/notes.xhtml", "<h1>Notes</h1><p>Beside.</p>", isLinear: false)
            .Chapter("text/one%20a.xhtml", "<h1>One</h1><p>Once upon a <b>time</b>.</p><ul><li>item</li></ul>")
            .Chapter("text/two.xhtml", "<h1>Two</h1><h2>Start</h2><table><tr><th>a</th><th>b</th></tr></table>")
            .Item("unused.xhtml", EpubFile.Page("<p>Not in the spine.</p>"));
        var elements = await ReadAsync(book);
        Assert.Equal(
            [
                (ElementKind.Heading, "One", 1), (ElementKind.Paragraph, "Once upon a time.", 0), (ElementKind.ListItem, "item", 1),
                (ElementKind.Heading, "Two", 1), (ElementKind.Heading, "Start", 2), (ElementKind.Table, "a\tb", 0),
                (ElementKind.Heading, "Notes", 1), (ElementKind.Paragraph, "Beside.", 0),
            ],
            elements.Select(e => (e.Kind, e.Text, e.Level)));
        Assert.All(elements, e => Assert.Equal(0, e.Page));
    }

    [Fact]
    public async Task A_book_says_who_wrote_it_and_what_is_in_it()
    {
        var info = await InfoAsync(Paged());
        Assert.Equal(("A Book", "Ann Author, Ben Writer", "en", 3), (info.Title, info.Author, info.Language, info.PageCount));
        Assert.Equal(["iv", "1", "2"], info.PageLabels);
        Assert.Equal([new("Preface", 1, 1), new("Part", 1, 2), new("Chapter", 2, 0)], info.Outline);
    }

    [Fact]
    public async Task Pages_are_those_of_the_printed_edition()
    {
        var elements = await ReadAsync(Paged());
        Assert.Equal(
            [("Preface", 1), ("Before.", 1), ("Part", 2), ("Long text goes on.", 2), ("After.", 3)], elements.Select(e => (e.Text, e.Page)));
    }

    [Fact]
    public async Task Pages_that_are_only_marked_in_the_text_are_counted()
    {
        var book = new EpubFile()
            .Chapter("a.xhtml", "<p>Cover</p><span epub:type='pagebreak' id='x1'>1</span><p>One<span role='doc-pagebreak' title='2'/> and on.</p><p>Two</p>")
            .Chapter("b.xhtml", "<p>Still two</p><div epub:type='pagebreak'>3</div><p>Three</p>");
        Assert.Equal(
            [("Cover", 0), ("One and on.", 1), ("Two", 2), ("Still two", 2), ("Three", 3)], (await ReadAsync(book)).Select(e => (e.Text, e.Page)));
    }

    [Fact]
    public async Task Covers_and_tables_of_contents_are_no_text_and_notes_are_notes()
    {
        var book = new EpubFile { Guide = "<reference type='cover' href='cover.xhtml'/><reference type='toc' href='toc.xhtml#x'/>" }
            .Chapter("cover.xhtml", "<p>Cover</p>")
            .Chapter("toc.xhtml", "<p>Contents</p>")
            .Chapter("one.xhtml", "<section epub:type='toc'><p>Inner</p></section><p>Text<a epub:type='noteref' href='#n'>1</a>.</p><aside epub:type='footnote' hidden='hidden' id='n'><p>A note.</p></aside>");
        Assert.Equal([(ElementKind.Paragraph, "Text."), (ElementKind.Note, "A note.")], (await ReadAsync(book)).Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task The_contents_of_older_books_name_their_chapters_and_pages()
    {
        const string ncx = """
            <!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://example.org/ncx.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
            <navPoint><navLabel><text>Part</text></navLabel><content src="p.xhtml"/><navPoint><navLabel><text>The  End</text></navLabel><content src="e.xhtml"/></navPoint></navPoint>
            </navMap><pageList><pageTarget><navLabel><text>7</text></navLabel><content src="e.xhtml#p7"/></pageTarget></pageList></ncx>
            """;
        var book = new EpubFile().Chapter("p.xhtml", "<p>Begins.</p>").Chapter("e.xhtml", "<p class='title'>Ends.</p><p><a id='p7'/>Later.</p>")
            .Item("toc.ncx", ncx, "application/x-dtbncx+xml");
        var elements = await ReadAsync(book);
        Assert.Equal([("Part", 1, 0), ("Begins.", 0, 0), ("The End", 2, 0), ("Ends.", 0, 0), ("Later.", 0, 1)], elements.Select(e => (e.Text, e.Level, e.Page)));
        Assert.Equal(["Part", "The End"], elements[^1].HeadingPath);
        Assert.Equal([new("Part", 1, 0), new("The End", 2, 0)], (await InfoAsync(book)).Outline);
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes128-cbc", true)]
    [InlineData("http://www.idpf.org/2008/embedding", false)]
    [InlineData("http://ns.adobe.com/pdf/enc#RC", false)]
    public async Task Books_under_rights_management_are_refused_but_not_for_their_fonts(string algorithm, bool isRefused)
    {
        var book = new EpubFile().Chapter("a.xhtml", "<p>Text</p>").Add(
            "META-INF/encryption.xml",
            $"<encryption xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedData><e:EncryptionMethod Algorithm='{algorithm}'/></e:EncryptedData></encryption>");
        if (isRefused) Assert.Equal(DocumentFault.Encrypted, (await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(book))).Fault);
        else Assert.Equal("Text", Assert.Single(await ReadAsync(book)).Text);
    }

    [Fact]
    public async Task Missing_and_repeated_chapters_and_references_outside_do_no_harm()
    {
        var report = new ReportedEvents();
        const string package = """
            <package><manifest><item id="a" href="a.xhtml"/><item id="a" href="other.xhtml"/><item id="b" href="gone.xhtml"/><item id="c" href="../../../etc/passwd.xhtml"/><item/>
            </manifest><spine><itemref idref="b"/><itemref idref="a"/><itemref idref="a"/><itemref idref="c"/><itemref idref="none"/><itemref/></spine></package>
            """;
        var book = new EpubFile { Package = package }.Add("OPS/a.xhtml", EpubFile.Page("<p>Text</p>")).Add("OPS/a.xhtml", EpubFile.Page("<p>Twice</p>"));
        Assert.Equal("Text", Assert.Single(await ReadAsync(book, new DocumentContext { Name = "test", Report = report })).Text);
        Assert.Equal(2, report.Events.Count(e => e.Kind == ReadEventKind.Repaired));
    }

    [Fact]
    public async Task A_book_without_a_usable_package_is_read_as_its_pages()
    {
        var report = new ReportedEvents();
        var book = new EpubFile { Package = "<package><manifest>" }.Add("OPS/a.xhtml", EpubFile.Page("<p>One</p>")).Add("OPS/b.html", "<p>Two");
        Assert.Equal(["One", "Two"], (await ReadAsync(book, new DocumentContext { Name = "test", Report = report })).Select(e => e.Text));
        Assert.Equal(ReadEventKind.Repaired, Assert.Single(report.Events).Kind);
    }

    [Fact]
    public async Task A_book_without_any_chapter_that_can_be_read_is_damaged_and_one_without_any_is_none()
    {
        var lost = new EpubFile { Package = "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>" };
        Assert.Equal(DocumentFault.Damaged, (await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(lost))).Fault);
        Assert.Equal(DocumentFault.Unsupported, (await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(new EpubFile { Package = "x" }))).Fault);
        var cut = Paged().Build()[..400];
        Assert.Equal(DocumentFault.Damaged, (await Assert.ThrowsAsync<DocumentReadException>(() => new EpubDocumentReader().ReadAsync(cut))).Fault);
    }

    [Fact]
    public async Task Limits_are_held_over_all_chapters()
    {
        var body = string.Concat(Enumerable.Repeat("<p>x</p>", 600));
        var book = new EpubFile().Chapter("a.xhtml", body).Chapter("b.xhtml", body);
        await AssertOverAsync(book, new() { MaxObjects = 1000 }, nameof(DocumentLimits.MaxObjects));
        await AssertOverAsync(book, new() { MaxObjects = 3 }, nameof(DocumentLimits.MaxObjects));
        await AssertOverAsync(book, new() { MaxInflatedBytes = 8000 }, nameof(DocumentLimits.MaxInflatedBytes));
        Assert.Equal(1200, (await ReadAsync(book)).Count);
    }

    [Fact]
    public async Task Navigation_is_no_chapter_however_the_manifest_lists_it()
    {
        const string Package = """
            <package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            <item id="again" href="nav.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
            <spine><itemref idref="again"/><itemref idref="n"/><itemref idref="a"/></spine></package>
            """;
        var book = new EpubFile { Package = Package }
            .Add("OPS/nav.xhtml", EpubFile.Page("<nav epub:type='toc'><ol><li><a href='a.xhtml'>One</a></li></ol></nav><p>Contents</p>"))
            .Add("OPS/a.xhtml", EpubFile.Page("<h1>One</h1><nav role='doc-toc'><ol><li><a href='#x'>In this chapter</a></li></ol></nav><p>Text.</p>"));
        Assert.Equal(["One", "Text."], (await ReadAsync(book)).Select(e => e.Text));
        Assert.Equal("One", Assert.Single((await InfoAsync(book)).Outline).Title);
    }

    [Fact]
    public void Books_are_recognised_by_their_first_entry()
    {
        var head = Paged().Build();
        Assert.True(new EpubDocumentReader().CanRead(TestDocuments.Probe("a.zip", head)));
        Assert.True(new EpubDocumentReader().NeedsSeeking);
    }

    private static EpubFile Paged() => new EpubFile()
        .Item("nav.xhtml", EpubFile.Page("""
            <nav epub:type="toc"><h1>Contents</h1><ol><li><a href="pre.xhtml">Preface</a></li><li><a href="one.xhtml#p1">Part</a><ol><li><a href="one.xhtml#c">Chapter</a></li></ol></li></ol></nav>
            <nav epub:type="page-list"><ol><li><a href="pre.xhtml">iv</a></li><li><a href="one.xhtml#p1">1</a></li><li><a href="one.xhtml#p2">2</a></li></ol></nav>
            """), properties: "nav")
        .Chapter("pre.xhtml", "<h1>Preface</h1><p>Before.</p>")
        .Chapter("one.xhtml", "<h1 id='p1'>Part</h1><p>Long text <span epub:type='pagebreak' id='p2'>2</span>goes on.</p><p id='c'>After.</p>");

    private static Task<List<DocumentElement>> ReadAsync(EpubFile book, DocumentContext? context = null) =>
        new EpubDocumentReader().ReadAsync(book.Build(), context);

    private static async Task<DocumentInfo> InfoAsync(EpubFile book)
    {
        var info = new ReportedInfo();
        await ReadAsync(book, new DocumentContext { Name = "test", Info = info });
        return Assert.Single(info.Values);
    }

    private static async Task AssertOverAsync(EpubFile book, DocumentLimits limits, string limit)
    {
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(book, new DocumentContext { Name = "test", Limits = limits }));
        Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
    }

    [Fact]
    public async Task Metadata_nested_absurdly_deep_is_over_the_limit_and_ends_nothing_else()
    {
        var title = string.Concat(Enumerable.Repeat("<a>", 200_000)) + "x" + string.Concat(Enumerable.Repeat("</a>", 200_000));
        var book = new EpubFile { Metadata = $"<dc:title>{title}</dc:title>" }.Chapter("a.xhtml", "<p>Text</p>").Build();
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => new EpubDocumentReader().ReadAsync(book));
        Assert.Equal((DocumentFault.OverLimit, nameof(DocumentLimits.MaxNesting)), (error.Fault, error.Limit));
    }
}
