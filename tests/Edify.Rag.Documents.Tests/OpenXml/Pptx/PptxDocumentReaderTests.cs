using Edify.Rag.Documents.OpenXml.Pptx;
using static Edify.Rag.Documents.Tests.OpenXml.Pptx.PptxFile;

namespace Edify.Rag.Documents.Tests.OpenXml.Pptx;

public class PptxDocumentReaderTests
{
    private const string Title = "<p:ph type='title'/>";

    private static readonly PptxDocumentReader Reader = new(new());

    [Fact]
    public async Task The_title_heads_its_slide_wherever_it_was_drawn()
    {
        var file = Build(
            Slide(Shape(P("Text"), place: At(0, 10)) + Shape(P("Topic"), Title, At(0, 500))),
            Slide(Shape(P("Other"), "<p:ph type='ctrTitle'/>") + Shape(P("More"))));
        Assert.Equal([(ElementKind.Heading, 1, "Topic"), (ElementKind.Paragraph, 1, "Text"), (ElementKind.Heading, 2, "Other"), (ElementKind.Paragraph, 2, "More")], await ReadAsync(file));
    }

    [Fact]
    public async Task A_slide_without_a_title_is_headed_by_its_first_line_or_its_number()
    {
        var file = Build(
            Slide(Shape(P("A line above"), place: At(0, 0)) + Shape(P("Text"), place: At(0, 500))),
            Slide(Shape(P("one") + P("two"))),
            Slide("<p:pic><p:nvPicPr><p:cNvPr id='1' name='x'/></p:nvPicPr></p:pic>"));
        Assert.Equal([(ElementKind.Heading, 1, "A line above"), (ElementKind.Paragraph, 1, "Text"), (ElementKind.Heading, 2, "Slide 2"), (ElementKind.Paragraph, 2, "one"), (ElementKind.Paragraph, 2, "two")], await ReadAsync(file));
    }

    [Fact]
    public async Task Shapes_are_read_in_rows_from_left_to_right_and_groups_stay_together()
    {
        var group = $"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr>{At(0, 300)}</p:grpSpPr>{Shape(P("second in group"), place: At(0, 50))}{Shape(P("first in group"), place: At(0, 10, 20))}</p:grpSp>";
        var file = Build(Slide(Shape(P("T"), Title) + Shape(P("below right"), place: At(200, 320)) + group + Shape(P("right"), place: At(200, 100)) + Shape(P("left"), place: At(0, 120))));
        Assert.Equal(["T", "left", "right", "first in group", "second in group", "below right"], (await ReadAsync(file)).Select(e => e.Text));
    }

    [Fact]
    public async Task Placeholders_take_their_place_and_bullets_from_the_layout()
    {
        const string Body = "<p:ph type='body' idx='1'/>";
        var layout = $"<p:sldLayout {Namespaces}>{Tree(Shape("<a:lstStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr></a:lstStyle>", Body, At(0, 900)) + Shape(P("prompt"), "<p:ph idx='2'/>", At(0, 100)))}</p:sldLayout>";
        var file = Build(Slide(
            Shape(P("T"), Title) + Shape(P("last"), Body) + Shape(P("item") + P("inner", "<a:pPr lvl='1'/>") + P("none", "<a:pPr><a:buNone/></a:pPr>"), "<p:ph idx='2'/>") + Shape(P("bullet", "<a:pPr><a:buChar char='-'/></a:pPr>"), place: At(0, 500)),
            "", ("slideLayout", "layout.xml", layout)));
        var elements = await Reader.ReadAsync(file);
        Assert.Equal([("T", ElementKind.Heading, 1), ("item", ElementKind.ListItem, 1), ("inner", ElementKind.ListItem, 2), ("none", ElementKind.Paragraph, 0), ("bullet", ElementKind.ListItem, 1), ("last", ElementKind.Paragraph, 0)],
            elements.Select(e => (e.Text, e.Kind, e.Level)));
    }

    [Fact]
    public async Task Tables_alternative_texts_and_footers_are_told_apart()
    {
        static string Cell(string text, string attributes = "") => $"<a:tc {attributes}><a:txBody>{(text.Length > 0 ? P(text) : "<a:p/>")}</a:txBody></a:tc>";
        var table = $"<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData><a:tbl><a:tr>{Cell("In", "gridSpan='2'")}{Cell("", "hMerge='1'")}{Cell("Out")}</a:tr><a:tr>{Cell("a")}{Cell("b")}{Cell("c")}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
        var picture = "<p:pic><p:nvPicPr><p:cNvPr id='1' name='x' descr='A leaf'/></p:nvPicPr></p:pic>";
        var file = Build(Slide(Shape(P("T"), Title) + table + picture + Shape(P("7"), "<p:ph type='sldNum'/>") + Shape(P("unseen"), name: "hidden='1'")));
        Assert.Equal([(ElementKind.Heading, 1, "T"), (ElementKind.Table, 1, "In\t\tOut\na\tb\tc"), (ElementKind.Caption, 1, "A leaf"), (ElementKind.RunningHead, 1, "7")], await ReadAsync(file));
    }

    [Fact]
    public async Task Notes_comments_and_hidden_slides_are_read_by_option()
    {
        var notes = $"<p:notes {Namespaces}>{Tree(Shape(P("picture"), "<p:ph type='sldImg'/>") + Shape(P("Say hello"), "<p:ph type='body'/>"))}</p:notes>";
        var comments = $"<p:cmLst {Namespaces}><p:cm authorId='0'><p:text>Too long</p:text></p:cm></p:cmLst>";
        var file = Build(Slide(Shape(P("T"), Title), "", ("notesSlide", "n.xml", notes), ("comments", "c.xml", comments)), Slide(Shape(P("H"), Title), "show='0'"), Slide(Shape(P("Z"), Title)));
        Assert.Equal([(ElementKind.Heading, 1, "T"), (ElementKind.Note, 1, "Say hello"), (ElementKind.Heading, 3, "Z")], await ReadAsync(file));
        var other = new PptxDocumentReader(new() { IncludeComments = true, IncludeSpeakerNotes = false, IncludeHidden = true });
        Assert.Equal([(ElementKind.Heading, 1, "T"), (ElementKind.Note, 1, "Ms Lee: Too long"), (ElementKind.Heading, 2, "H"), (ElementKind.Heading, 3, "Z")], (await other.ReadAsync(file)).Select(e => (e.Kind, e.Page, e.Text)));
        Assert.NotEqual(Reader.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public async Task A_damaged_slide_is_left_out_and_reported_but_not_all_of_them()
    {
        var events = new ReportedEvents();
        var file = Build(Slide(Shape(P("T"), Title)), Slide("<broken"));
        var elements = await Reader.ReadAsync(file, new DocumentContext { Name = "x", Report = events });
        Assert.Equal("T", Assert.Single(elements).Text);
        Assert.Contains(events.Events, e => e is { Kind: ReadEventKind.Repaired, Page: 2 });
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync(Build(Slide("<broken"))));
        Assert.Equal(DocumentFault.Damaged, error.Fault);
    }

    [Fact]
    public async Task Slides_of_pictures_need_ocr()
    {
        var events = new ReportedEvents();
        await Reader.ReadAsync(Build(Slide("<p:pic/>"), Slide("<p:pic/>" + Shape(P("Text")))), new DocumentContext { Name = "x", Report = events });
        Assert.Equal(1, Assert.Single(events.Events, e => e.Kind == ReadEventKind.NeedsOcr).Page);
    }

    private static async Task<IEnumerable<(ElementKind Kind, int Page, string Text)>> ReadAsync(byte[] file) =>
        (await Reader.ReadAsync(file)).Select(e => (e.Kind, e.Page, e.Text));
}
