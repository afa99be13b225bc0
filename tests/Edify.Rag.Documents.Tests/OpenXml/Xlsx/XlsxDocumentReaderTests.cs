using Edify.Rag.Documents.OpenXml.Xlsx;
using static Edify.Rag.Documents.Tests.OpenXml.Xlsx.XlsxFile;

namespace Edify.Rag.Documents.Tests.OpenXml.Xlsx;

public class XlsxDocumentReaderTests
{
    private static readonly XlsxDocumentReader Reader = new(new());

    [Fact]
    public async Task Cells_are_shown_by_type_and_format()
    {
        const string Strings = "<si><t>Shared</t></si><si><r><t>Rich </t></r><r><rPr><b/></rPr><t>text_x000D_</t></r><rPh sb='0' eb='1'><t>said</t></rPh></si>";
        const string Formats = "<numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='10'/></cellXfs>";
        const string Cells = "<c r='B2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v></c><c r='D2' t='inlineStr'><is><t>In\nline</t></is></c><c r='E2' s='1'><v>46083</v></c><c r='F2' s='2'><f>1/4</f><v>0.25</v></c>"
            + "<c r='G2' t='b'><v>1</v></c><c r='H2' t='e'><v>#N/A</v></c><c r='I2' t='s'><v>99</v></c><c r='J2' t='d'><v>2026-03-02T00:00:00</v></c><c><v>0.1</v></c>";
        var elements = await Reader.ReadAsync(Build($"<row r='2'>{Cells}</row>", Strings, Formats));
        Assert.Equal("Shared\tRich text\tIn line\t2026-03-02\t25.00%\tTRUE\t#N/A\t2026-03-02\t0.1", elements[1].Text);
        Assert.Equal("2030-03-03", (await Reader.ReadAsync(Build("<row><c s='1'><v>46083</v></c></row>", formats: Formats, properties: "date1904='1'")))[1].Text);
    }

    [Fact]
    public async Task Tables_end_at_empty_rows_and_titles_stand_above_them()
    {
        var rows = Row(1, "Spring term") + Row(3, "", "Name", "", "Mark") + Row(4, "", "Ann", "", "1") + Row(5, "", "", "", "2") + Row(6, "", " ", "") + Row(7, "x", "y") + Row(9, "end");
        var elements = await Reader.ReadAsync(Build(rows));
        Assert.Equal(
            [(ElementKind.Heading, "Marks"), (ElementKind.Paragraph, "Spring term"), (ElementKind.Table, "Name\tMark\nAnn\t1\n\t2"), (ElementKind.Table, "x\ty"), (ElementKind.Paragraph, "end")],
            elements.Select(e => (e.Kind, e.Text)));
        Assert.All(elements, e => Assert.Equal(1, e.Page));
    }

    [Fact]
    public async Task Tables_that_the_sheet_defines_have_their_own_header()
    {
        var rows = Row(1, "a", "b") + Row(2, "1", "2") + Row(3, "c", "d") + Row(4, "3", "4") + Row(5, "e", "f");
        var elements = await Reader.ReadAsync(Build(rows, "", "", "", ("table", "t.xml", $"<table {Namespaces} ref='A3:B4'/>")));
        Assert.Equal(["a\tb\n1\t2", "c\td\n3\t4", "e\tf"], elements.Skip(1).Select(e => e.Text));
    }

    [Fact]
    public async Task Parts_of_a_long_table_begin_with_its_header()
    {
        var rows = Row(1, "Name", "Mark") + string.Concat(Enumerable.Range(2, 10_000).Select(i => Row(i, $"pupil {i}", "good")));
        var tables = (await Reader.ReadAsync(Build(rows))).Skip(1).ToList();
        Assert.True(tables.Count > 1);
        Assert.All(tables, t => Assert.StartsWith("Name\tMark\npupil", t.Text, StringComparison.Ordinal));
        Assert.Equal(10_000, tables.Sum(t => t.Text.Split('\n').Length - 1));
    }

    [Fact]
    public async Task A_sparse_sheet_does_not_grow_by_its_empty_columns()
    {
        var wide = $"<row r='1'>{string.Concat(Enumerable.Range(1, 16_000).Select(_ => "<c t='str'><v>x</v></c>"))}</row>";
        var rows = wide + string.Concat(Enumerable.Range(2, 20_000).Select(i => $"<row r='{i}'><c r='A{i}'><v>1</v></c><c r='WAA{i}'><v>2</v></c></row>"));
        var elements = await Reader.ReadAsync(Build(rows));
        Assert.True(elements.Sum(e => (long)e.Text.Length) < 2_000_000);
    }

    [Fact]
    public async Task Hidden_sheets_and_comments_are_read_by_option()
    {
        (string, string, string)[] commented =
        [
            ("comments", "c.xml", $"<comments {Namespaces}><authors><author>Ms Lee</author><author>tc=1</author></authors><commentList><comment ref='B2' authorId='0'><text><r><t>Check </t></r><r><t>this</t></r></text></comment><comment ref='B3' authorId='1'><text><t>copy</t></text></comment></commentList></comments>"),
            ("threadedComment", "t.xml", "<ThreadedComments><threadedComment ref='B3' personId='p'><text>In a thread</text></threadedComment></ThreadedComments>"),
        ];
        var file = BuildSheets("", "", "", ("Empty", "", "", []), ("Hidden", "state='hidden'", Row(1, "a", "b"), []), ("Shown", "", Row(1, "c", "d"), commented));
        Assert.Equal([(ElementKind.Heading, 3, "Shown"), (ElementKind.Table, 3, "c\td")], (await Reader.ReadAsync(file)).Select(e => (e.Kind, e.Page, e.Text)));
        var other = new XlsxDocumentReader(new() { IncludeComments = true, IncludeHidden = true });
        Assert.Equal(
            [(ElementKind.Heading, 2, "Hidden"), (ElementKind.Table, 2, "a\tb"), (ElementKind.Heading, 3, "Shown"), (ElementKind.Table, 3, "c\td"), (ElementKind.Note, 3, "B2, Ms Lee: Check this"), (ElementKind.Note, 3, "B3: In a thread")],
            (await other.ReadAsync(file)).Select(e => (e.Kind, e.Page, e.Text)));
        Assert.NotEqual(Reader.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public async Task Text_boxes_upon_the_sheet_are_read()
    {
        const string Drawing = "<xdr:wsDr xmlns:xdr='x' xmlns:a='a'><xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id='1' name='x'/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>In the box</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>";
        var elements = await Reader.ReadAsync(Build("", "", "", "", ("drawing", "d.xml", Drawing)));
        Assert.Equal(["Marks", "In the box"], elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Binary_and_foreign_workbooks_are_refused()
    {
        var binary = OpenXml.Docx.DocxFile.Zip(("_rels/.rels", OpenXml.Docx.DocxFile.Relationships(("officeDocument", "xl/workbook.bin"))), ("xl/workbook.bin", "x"));
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => Reader.ReadAsync(binary));
        Assert.Equal(DocumentFault.Unsupported, error.Fault);
        Assert.Contains("Save what it holds as .xlsx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_count_towards_the_limit_and_so_do_rows_without_any()
    {
        const int Budget = 300;
        await ReadAsync(rows: 12, cells: 20);
        await ReadAsync(rows: 250, cells: 1);
        await Exceeds(rows: 16, cells: 20);
        await Exceeds(rows: 350, cells: 0);
        await Exceeds(rows: 1, cells: 2_000);

        async Task Exceeds(int rows, int cells) =>
            Assert.Equal(nameof(DocumentLimits.MaxObjects), (await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(rows, cells))).Limit);

        static Task<List<DocumentElement>> ReadAsync(int rows, int cells)
        {
            var row = string.Concat(Enumerable.Repeat("<c><v>1</v></c>", cells));
            var file = XlsxFile.Build(string.Concat(Enumerable.Range(1, rows).Select(r => $"<row r='{r}'>{row}</row>")));
            return Reader.ReadAsync(file, new DocumentContext { Name = "a.xlsx", Limits = new() { MaxObjects = Budget } });
        }
    }

    [Theory]
    [InlineData("a_x0041_b", "aAb")]
    [InlineData("_x005F_x0041_", "_x0041_")]
    [InlineData("_x_xyz_x00G0_ _x004", "_x_xyz_x00G0_ _x004")]
    public async Task Escaped_characters_of_texts_are_what_they_stand_for(string written, string shown)
    {
        var file = XlsxFile.Build($"<row r='1'><c t='inlineStr'><is><t>{written}</t></is></c></row>");
        Assert.Equal(shown, (await Reader.ReadAsync(file)).Single(e => e.Kind == ElementKind.Paragraph).Text);
    }
}
