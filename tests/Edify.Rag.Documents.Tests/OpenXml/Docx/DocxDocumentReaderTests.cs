using System.Text;
using Edify.Rag.Documents.OpenXml.Docx;
using static Edify.Rag.Documents.Tests.OpenXml.Docx.DocxFile;

namespace Edify.Rag.Documents.Tests.OpenXml.Docx;

public class DocxDocumentReaderTests
{
    private static readonly DocxDocumentReader Reader = new();

    [Fact]
    public async Task Headings_are_found_by_name_outline_and_inheritance()
    {
        const string Styles = """
            <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
            <w:style w:type="paragraph" w:styleId="Kapitel"><w:basedOn w:val="berschrift1"/></w:style>
            <w:style w:type="paragraph" w:styleId="Own"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
            """;
        var body = P(T("A"), "<w:pStyle w:val='berschrift1'/>") + P(T("B"), "<w:pStyle w:val='Own'/>") + P(T("C"), "<w:pStyle w:val='Kapitel'/>")
            + P(T("D"), "<w:outlineLvl w:val='1'/>") + P(T("text"), "<w:pStyle w:val='Loop'/>") + P(T("not"), "<w:pStyle w:val='Own'/><w:outlineLvl w:val='9'/>");
        var elements = await Reader.ReadAsync(Build(body, Styles));
        Assert.Equal([(ElementKind.Heading, 1), (ElementKind.Heading, 3), (ElementKind.Heading, 1), (ElementKind.Heading, 2), (ElementKind.Paragraph, 0), (ElementKind.Paragraph, 0)],
            elements.Select(e => (e.Kind, e.Level)));
        Assert.Equal(["C", "D"], elements[^1].HeadingPath);
    }

    [Fact]
    public async Task List_items_know_their_depth()
    {
        var elements = await Reader.ReadAsync(Build(
            P(T("one"), "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>") + P(T("inner"), "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>")
            + P(T("none"), "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='0'/></w:numPr>")));
        Assert.Equal([(ElementKind.ListItem, 1), (ElementKind.ListItem, 2), (ElementKind.Paragraph, 0)], elements.Select(e => (e.Kind, e.Level)));
    }

    [Fact]
    public async Task Tables_are_rows_of_cells_and_inner_tables_text_of_theirs()
    {
        static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells.Select(c => $"<w:tc>{c}</w:tc>"))}</w:tr>";
        var inner = $"<w:tbl>{Row(P(T("x")), P(T("y")))}</w:tbl>";
        var deleted = $"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{P(T("gone"))}</w:tc></w:tr>";
        var elements = await Reader.ReadAsync(Build(
            $"<w:tbl><w:tblPr/>{Row(P(T("Name")), P(T("Mark")))}{deleted}{Row(P(T("a")) + P(T("b")), inner + "<w:p/>")}{Row("<w:p/>", P(T("2")))}</w:tbl>" + P(T("after"))));
        Assert.Equal([(ElementKind.Table, "Name\tMark\na b\tx y\n\t2"), (ElementKind.Paragraph, "after")], elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Tracked_changes_count_as_accepted()
    {
        var runs = T("We ") + $"<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins>{T("always ")}</w:ins><w:moveFrom>{T("moved ")}</w:moveFrom><w:moveTo>{T("here ")}</w:moveTo>" + T("learn.");
        var joined = P(T("First "), "<w:rPr><w:del/></w:rPr>") + P(T("second."));
        Assert.Equal(["We always here learn.", "First second."], (await Reader.ReadAsync(Build(P(runs) + joined))).Select(e => e.Text));
    }

    [Fact]
    public async Task A_text_box_is_read_once_and_after_its_paragraph()
    {
        var box = $"<w:txbxContent>{P(T("in the box"))}</w:txbxContent>";
        var runs = T("Before ") + $"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + T("after");
        Assert.Equal(["Before after", "in the box"], (await Reader.ReadAsync(Build(P(runs)))).Select(e => e.Text));
        var fallback = $"<w:r><mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>";
        Assert.Equal(["in the box"], (await Reader.ReadAsync(Build(P(fallback)))).Select(e => e.Text));
    }

    [Fact]
    public async Task Runs_are_read_as_a_reader_sees_them()
    {
        var runs = T("a") + "<w:r><w:tab/></w:r>" + T("b") + "<w:r><w:br/></w:r>" + T("co") + "<w:r><w:softHyphen/></w:r>" + T("op") + "<w:r><w:noBreakHyphen/></w:r>" + T("c ")
            + "<w:r><w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
            + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" + T(" 7")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + $"<w:hyperlink>{T(" link")}</w:hyperlink>" + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>" + T(".");
        Assert.Equal("a b coop-c α✓ 7 link.", Assert.Single(await Reader.ReadAsync(Build(P(runs, "<w:tabs><w:tab w:val='left'/></w:tabs>")))).Text);
    }

    [Fact]
    public async Task Notes_follow_the_paragraph_that_refers_to_them()
    {
        var notes = $"<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote><w:footnote w:id='2'>{P(T("A note."))}</w:footnote>";
        var elements = await Reader.ReadAsync(Build(P(T("Text") + "<w:r><w:footnoteReference w:id='2'/></w:r>") + P(T("More")), footnotes: notes));
        Assert.Equal([(ElementKind.Paragraph, "Text"), (ElementKind.Note, "A note."), (ElementKind.Paragraph, "More")], elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Pages_are_counted_where_the_document_records_them()
    {
        const string Asked = "<w:r><w:br w:type='page'/></w:r>";
        const string Rendered = "<w:r><w:lastRenderedPageBreak/></w:r>";
        var paged = Build(P(T("one")) + P(Asked) + P(Rendered + T("two")) + P(T("two to ") + Rendered + T("three")) + P(T("four"), "<w:pageBreakBefore/>"));
        Assert.Equal([1, 2, 2, 4], (await Reader.ReadAsync(paged)).Select(e => e.Page));
        Assert.Equal([0, 0], (await Reader.ReadAsync(Build(P(T("one")) + P(T("two"))))).Select(e => e.Page));
    }

    [Fact]
    public async Task An_archive_that_inflates_beyond_the_limit_is_stopped()
    {
        var bomb = Build(P(T(new string('x', 3_000_000))));
        var context = new DocumentContext { Name = "bomb.docx", Limits = new DocumentLimits { MaxInflatedBytes = 1_000_000 } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync(bomb, context));
        Assert.Equal(DocumentFault.OverLimit, error.Fault);
        Assert.Contains("MaxInflatedBytes (1000000 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_and_foreign_files_are_named_for_what_they_are()
    {
        var whole = Build(P(T("text")));
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        Assert.Equal(DocumentFault.Damaged, await FaultOf(whole[..(whole.Length / 2)]));
        Assert.Equal(DocumentFault.Damaged, await FaultOf([]));
        Assert.Equal(DocumentFault.Unsupported, await FaultOf(Zip(("readme.txt", "no document"))));
        Assert.Equal(DocumentFault.Damaged, await FaultOf(Zip(("word/document.xml", "<!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>"))));
        Assert.Equal(DocumentFault.Encrypted, await FaultOf([.. ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")]));
        Assert.Equal(DocumentFault.Unsupported, await FaultOf(ole));
    }

    private static async Task<DocumentFault> FaultOf(byte[] bytes) =>
        (await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync(bytes))).Fault;

    [Fact]
    public async Task A_note_is_read_once_however_often_it_is_referred_to()
    {
        var reference = "<w:r><w:footnoteReference w:id='1'/></w:r>";
        var elements = await Reader.ReadAsync(Build(P(T("a") + reference + reference) + P(T("b") + reference), footnotes: $"<w:footnote w:id='1'>{P(T("note"))}</w:footnote>"));
        Assert.Equal(["a", "note", "b"], elements.Select(e => e.Text));
    }

    [Theory]
    [InlineData("styles.xml")]
    [InlineData("./styles.xml")]
    [InlineData("../word/styles.xml")]
    [InlineData("/word/styles.xml")]
    public async Task Parts_are_found_however_a_reference_is_written(string target)
    {
        var file = Zip(
            ("_rels/.rels", Relationships(("officeDocument", "./word/document.xml"))),
            ("word/_rels/document.xml.rels", Relationships(("styles", target))),
            ("word/document.xml", $"<w:document {Namespaces}><w:body>{P(T("Title"), "<w:pStyle w:val='H'/>")}</w:body></w:document>"),
            ("word/styles.xml", $"<w:styles {Namespaces}><w:style w:styleId='H'><w:name w:val='heading 1'/></w:style></w:styles>"));
        Assert.Equal(ElementKind.Heading, Assert.Single(await Reader.ReadAsync(file)).Kind);
    }

    [Fact]
    public async Task What_is_no_word_document_is_refused_with_what_to_do()
    {
        await Refused(DocumentFault.Damaged, "no Word document", "just text"u8.ToArray());
        await Refused(DocumentFault.Damaged, "no Word document", []);
        await Refused(DocumentFault.Unsupported, "without a Word document", Zip(("xl/workbook.xml", "<x/>")));

        static async Task Refused(DocumentFault fault, string what, byte[] file)
        {
            var error = await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync(file));
            Assert.Equal(fault, error.Fault);
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Skipping_a_long_part_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var body = "<w:p/>" + P(T("first")) + $"<w:sectPr>{string.Concat(Enumerable.Repeat("<w:x/>", 300_000))}</w:sectPr>" + P(T("last"));
        using var stream = new MemoryStream(Build(body));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var element in Reader.ReadAsync(stream, new DocumentContext { Name = "x" }, cancellation.Token)) await cancellation.CancelAsync();
        });
    }
}
