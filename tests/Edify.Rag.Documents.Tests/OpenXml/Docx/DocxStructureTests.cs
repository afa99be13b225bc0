using Edify.Rag.Documents.OpenXml.Docx;
using static Edify.Rag.Documents.Tests.OpenXml.Docx.DocxFile;

namespace Edify.Rag.Documents.Tests.OpenXml.Docx;

/// <summary>What stands in other parts, or beside the text.</summary>
public class DocxStructureTests
{
    private const string Numbering = """
        <w:abstractNum w:abstractNumId="0">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
        """;

    private static readonly DocxDocumentReader Reader = new();

    [Fact]
    public async Task Headings_and_clauses_keep_the_numbers_that_word_shows()
    {
        const string Styles = "<w:style w:styleId='H1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
        static string Item(string text, int list, int level) => P(T(text), $"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>");
        var body = P(T("Aims"), "<w:pStyle w:val='H1'/>") + Item("clause", 1, 1) + Item("clause", 1, 1) + Item("item", 1, 2)
            + P(T("Rules"), "<w:pStyle w:val='H1'/>") + Item("clause", 1, 1)
            + P(T("Marks"), "<w:outlineLvl w:val='0'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr>") + Item("again", 3, 1);
        var elements = await ReadAsync(body, ("styles", "styles.xml", $"<w:styles {Namespaces}>{Styles}</w:styles>"), ("numbering", "numbering.xml", $"<w:numbering {Namespaces}>{Numbering}</w:numbering>"));
        Assert.Equal(["1 Aims", "1.1 clause", "1.2 clause", "item", "2 Rules", "2.1 clause", "Part IV Marks", "7.1 again"], elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Merged_cells_keep_columns_in_place()
    {
        static string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{P(T(text))}</w:tc>";
        var table = $"<w:tbl><w:tr>{Cell("wide", "<w:tcW w:w='1'/><w:gridSpan w:val='2'/>")}{Cell("c")}</w:tr><w:tr><w:trPr><w:cantSplit/><w:gridBefore w:val='1'/></w:trPr>{Cell("b")}{Cell("c", "<w:vMerge/>")}</w:tr></w:tbl>";
        Assert.Equal("wide\t\tc\n\tb\tc", Assert.Single(await ReadAsync(table)).Text);
    }

    [Fact]
    public async Task Parts_of_a_long_table_begin_with_its_header()
    {
        static string Row(string a, string b) => $"<w:tr><w:tc>{P(T(a))}</w:tc><w:tc>{P(T(b))}</w:tc></w:tr>";
        var rows = string.Concat(Enumerable.Range(0, 5000).Select(i => Row($"pupil number {i}", $"mark of the pupil {i}")));
        var elements = await ReadAsync($"<w:tbl>{Row("Name", "Mark")}{rows}</w:tbl>");
        Assert.True(elements.Count > 1);
        Assert.All(elements, e => Assert.StartsWith("Name\tMark\npupil", e.Text, StringComparison.Ordinal));
        Assert.Equal(5000, elements.Sum(e => e.Text.Split('\n').Length - 1));
    }

    [Fact]
    public async Task Comments_are_notes_where_they_are_asked_for()
    {
        var file = BuildWith(P(T("Text") + "<w:r><w:commentReference w:id='0'/></w:r>"), ("comments", "comments.xml", $"<w:comments {Namespaces}><w:comment w:id='0' w:author='Ms Lee' w:initials='L'>{P(T("Which text?"))}</w:comment></w:comments>"));
        Assert.Equal(["Text"], (await Reader.ReadAsync(file)).Select(e => e.Text));
        var commented = new DocxDocumentReader(new() { IncludeComments = true });
        Assert.Equal([(ElementKind.Paragraph, "Text"), (ElementKind.Note, "Ms Lee: Which text?")], (await commented.ReadAsync(file)).Select(e => (e.Kind, e.Text)));
        Assert.NotEqual(Reader.Fingerprint, commented.Fingerprint);
    }

    [Fact]
    public async Task Headers_and_footers_stand_beside_the_text_each_once()
    {
        var header = $"<w:hdr {Namespaces}>{P(T("School of Arts"))}</w:hdr>";
        var elements = await ReadAsync(P(T("Text")), ("header", "h1.xml", header), ("header", "h2.xml", header), ("footer", "f1.xml", $"<w:ftr {Namespaces}>{P(T("Confidential"))}</w:ftr>"));
        Assert.Equal([(ElementKind.RunningHead, "School of Arts", 0L), (ElementKind.RunningHead, "Confidential", 0L), (ElementKind.Paragraph, "Text", 0L)], elements.Select(e => (e.Kind, e.Text, e.Start)));
    }

    [Fact]
    public async Task Pictures_are_read_by_their_description_but_not_by_their_file()
    {
        var picture = "<w:r><w:drawing><docPr descr='{0}'/></w:drawing></w:r>";
        var body = P(T("a") + picture.Replace("{0}", "The water cycle")) + P(T("b") + picture.Replace("{0}", "image1.png")) + P(T("c") + picture.Replace("{0}", "A cat\nDescription automatically generated"));
        Assert.Equal([(ElementKind.Paragraph, "a"), (ElementKind.Caption, "The water cycle"), (ElementKind.Paragraph, "b"), (ElementKind.Paragraph, "c"), (ElementKind.Caption, "A cat")],
            (await ReadAsync(body)).Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Equations_are_written_in_one_line()
    {
        static string R(string text) => $"<m:r><m:t>{text}</m:t></m:r>";
        var half = $"<m:f><m:fPr><m:ctrlPr/></m:fPr><m:num>{R("a+b")}</m:num><m:den>{R("2")}</m:den></m:f>";
        var power = $"<m:sSup><m:e>{R("x")}</m:e><m:sup>{R("2")}</m:sup></m:sSup>";
        var root = $"<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e>{R("y+1")}</m:e></m:rad>";
        var sum = $"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{R("i=1")}</m:sub><m:sup>{R("n")}</m:sup><m:e>{R("i")}</m:e></m:nary>";
        var pair = $"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{R("p")}</m:e><m:e>{R("q")}</m:e></m:d>";
        var math = $"<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>{half}{R("=")}{power}{R("−")}{root}{R("+")}{sum}{pair}</m:oMath>";
        Assert.Equal("So (a+b)/2=x^2−√(y+1)+∑_(i=1)^n i[p,q]", Assert.Single(await ReadAsync(P(T("So ") + math))).Text);
    }

    [Fact]
    public async Task Documents_within_the_document_are_read_in_their_place()
    {
        var body = P(T("before")) + "<w:altChunk r:id='r0'/>" + "<w:altChunk r:id='r1'/>" + "<w:altChunk r:id='r0'/><w:altChunk r:id='r2'/>" + P(T("after"));
        var elements = await ReadAsync(body, ("aFChunk", "chunk.html", "<html><body><h2>Inner</h2><p>Page</p></body></html>"), ("aFChunk", "chunk.txt", "Plain"), ("aFChunk", "broken.docx", "PK\x03\x04broken"));
        Assert.Equal([(ElementKind.Paragraph, "before"), (ElementKind.Heading, "Inner"), (ElementKind.Paragraph, "Page"), (ElementKind.Paragraph, "Plain"), (ElementKind.Paragraph, "after")],
            elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task Diagrams_are_lists_and_charts_are_tables()
    {
        const string Diagram = "<dgm:dataModel xmlns:dgm='d' xmlns:a='a'><dgm:ptLst><dgm:pt modelId='0' type='doc'/><dgm:pt modelId='2'><dgm:t><a:p><a:r><a:t>Leaf</a:t></a:r></a:p></dgm:t></dgm:pt>"
            + "<dgm:pt modelId='1'><dgm:t><a:p><a:r><a:t>Plant</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst><dgm:cxn srcId='0' destId='1'/><dgm:cxn srcId='1' destId='2'/></dgm:cxnLst></dgm:dataModel>";
        const string Chart = "<c:chartSpace xmlns:c='c' xmlns:a='a'><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Marks</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>5a</c:v></c:pt></c:strCache></c:strRef></c:tx>"
            + "<c:cat><c:pt idx='0'><c:v>May</c:v></c:pt><c:pt idx='1'><c:v>June</c:v></c:pt></c:cat><c:val><c:pt idx='1'><c:v>0.30000000000000004</c:v></c:pt></c:val></c:ser></c:chart></c:chartSpace>";
        var body = P("<w:r><w:drawing><dgm:relIds xmlns:dgm='d' r:dm='r0'/><c:chart xmlns:c='c' r:id='r1'/><c:chart xmlns:c='c' r:id='r2'/></w:drawing></w:r>");
        var elements = await ReadAsync(body, ("diagramData", "d.xml", Diagram), ("chart", "c.xml", Chart), ("chart", "broken.xml", "<x"));
        Assert.Equal([(ElementKind.ListItem, 1, "Plant"), (ElementKind.ListItem, 2, "Leaf"), (ElementKind.Caption, 0, "Marks"), (ElementKind.Table, 0, "\t5a\nMay\t\nJune\t0.3")], elements.Select(e => (e.Kind, e.Level, e.Text)));
    }

    [Fact]
    public async Task Limits_on_elements_and_nesting_are_named()
    {
        await Exceeds("MaxObjects", new DocumentLimits { MaxObjects = 500 }, string.Concat(Enumerable.Repeat("<w:p/>", 1000)));
        await Exceeds("MaxNesting", new DocumentLimits(), string.Concat(Enumerable.Repeat("<w:x>", 300)) + string.Concat(Enumerable.Repeat("</w:x>", 300)));

        static async Task Exceeds(string limit, DocumentLimits limits, string body)
        {
            var error = await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync(BuildWith(body), new DocumentContext { Name = "big.docx", Limits = limits }));
            Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
        }
    }

    private static Task<List<DocumentElement>> ReadAsync(string body, params (string Type, string Part, string Text)[] parts) => Reader.ReadAsync(BuildWith(body, parts));

    [Fact]
    public async Task Text_is_hidden_by_the_style_of_its_characters_unless_the_text_says_otherwise()
    {
        const string Styles = "<w:style w:type='character' w:styleId='Secret'><w:rPr><w:vanish/></w:rPr></w:style>"
            + "<w:style w:type='character' w:styleId='Inner'><w:basedOn w:val='Secret'/></w:style>"
            + "<w:style w:type='character' w:styleId='Shown'><w:basedOn w:val='Secret'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>";
        var body = DocxFile.P(Styled("a", "Secret") + Styled("b", "Inner") + Styled("c", "Shown") + Styled("d", "Secret", "<w:vanish w:val='false'/>") + Styled("e", "Unknown") + DocxFile.T("f"));
        Assert.Equal("cdef", Assert.Single(await Reader.ReadAsync(DocxFile.Build(body, Styles))).Text);

        static string Styled(string text, string style, string more = "") => $"<w:r><w:rPr><w:rStyle w:val='{style}'/>{more}</w:rPr><w:t>{text}</w:t></w:r>";
    }
}
