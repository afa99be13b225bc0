namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfLayoutTests
{
    private const string Sentence = "The quick brown fox jumps over the lazy dog and runs away";

    [Fact]
    public async Task Headings_are_told_by_size_weight_and_number_and_lead_to_their_sections()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(
            MiniPdf.Line(72, 740, "School rules", 24) + Body(700) + MiniPdf.Line(72, 600, "1 Attendance", 12, "F2") + Body(570)
            + MiniPdf.Line(72, 480, "1.1 Late arrival", 12, "F2") + Body(450)));
        Assert.Equal([("School rules", 1), ("1 Attendance", 2), ("1.1 Late arrival", 3)], result.Elements.Where(e => e.Kind == ElementKind.Heading).Select(e => (e.Text, e.Level)));
        Assert.Equal(["School rules", "1 Attendance", "1.1 Late arrival"], result.Elements[^1].HeadingPath);
    }

    [Fact]
    public async Task Lines_become_paragraphs_and_words_cut_by_hyphens_become_whole()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(
            MiniPdf.Line(72, 700, "A paragraph whose words may be sepa-") + MiniPdf.Line(72, 686, "rated at the end of a line, as in Anglo-") + MiniPdf.Line(72, 672, "Saxon prose.")
            + MiniPdf.Line(72, 640, "Another one.")));
        Assert.Equal(["A paragraph whose words may be separated at the end of a line, as in Anglo-Saxon prose.", "Another one."], result.Elements.Select(e => e.Text));
        Assert.All(result.Elements, e => Assert.Equal(ElementKind.Paragraph, e.Kind));
    }

    [Fact]
    public async Task Columns_are_read_one_after_the_other()
    {
        var content = "";
        for (var i = 0; i < 12; i++) content += MiniPdf.Line(60, 700 - 14 * i, $"left {i} runs across its whole column", 11) + MiniPdf.Line(330, 700 - 14 * i, $"right {i} runs across its whole column", 11);
        var text = (await PdfReading.ReadAsync(MiniPdf.WithPages(content))).Text;
        Assert.True(text.IndexOf("left 11", StringComparison.Ordinal) < text.IndexOf("right 0", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Rows_of_short_cells_become_a_table()
    {
        string[][] rows = [["Subject", "Room", "Day"], ["Mathematics", "12", "Monday"], ["Art", "7", "Friday"]];
        var content = Body(740);
        for (var r = 0; r < rows.Length; r++)
            for (var c = 0; c < 3; c++) content += MiniPdf.Line(72 + 150 * c, 600 - 16 * r, rows[r][c]);
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(content));
        var table = Assert.Single(result.Elements, e => e.Kind == ElementKind.Table);
        Assert.Equal("Subject\tRoom\tDay\nMathematics\t12\tMonday\nArt\t7\tFriday", table.Text);
    }

    [Fact]
    public async Task List_items_lose_their_bullets_and_keep_their_numbers()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(
            Body(740) + MiniPdf.Line(72, 660, "\\267 Bring a pencil") + MiniPdf.Line(72, 646, "\\267 Bring paper") + MiniPdf.Line(92, 632, "a\\) Lined") + MiniPdf.Line(92, 618, "b\\) Plain")));
        Assert.Equal([("Bring a pencil", 1), ("Bring paper", 1), ("a) Lined", 2), ("b) Plain", 2)], result.Elements.Where(e => e.Kind == ElementKind.ListItem).Select(e => (e.Text, e.Level)));
    }

    [Fact]
    public async Task A_number_in_the_margin_stays_with_its_paragraph()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(
            MiniPdf.Line(72, 700, "1.") + MiniPdf.Line(108, 700, "First paragraph of the judgement") + MiniPdf.Line(72, 670, "2.") + MiniPdf.Line(108, 670, "Second paragraph")));
        Assert.Equal(["1. First paragraph of the judgement", "2. Second paragraph"], result.Elements.Select(e => e.Text));
    }

    [Fact]
    public async Task A_line_across_the_page_does_not_glue_the_columns_below_it()
    {
        var content = MiniPdf.Line(60, 714, "A subtitle that runs all the way across both of the columns of this page", 11);
        for (var i = 0; i < 8; i++) content += MiniPdf.Line(60, 700 - 14 * i, $"left {i} runs across its whole column", 11) + MiniPdf.Line(330, 695 - 14 * i, $"right {i} runs across its whole column", 11);
        var text = (await PdfReading.ReadAsync(MiniPdf.WithPages(content))).Text;
        Assert.True(text.IndexOf("left 7", StringComparison.Ordinal) < text.IndexOf("right 0", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Headers_footers_and_page_numbers_are_kept_apart_but_for_the_first_header()
    {
        var pages = Enumerable.Range(1, 6).Select(i =>
            MiniPdf.Line(72, 770, "Handbook 2026", 9) + MiniPdf.Line(72, 500, $"Content of page number {i}") + MiniPdf.Line(300, 20, $"Page {i} of 6", 9));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages([.. pages]))).Elements;
        Assert.Equal(
            Enumerable.Range(1, 6).SelectMany(i => new[] { (i, "Handbook 2026"), (i, $"Content of page number {i}"), (i, $"Page {i} of 6") }),
            elements.Select(e => (e.Page, e.Text)));
        Assert.Equal(Enumerable.Range(1, 6).Select(i => $"Content of page number {i}").Prepend("Handbook 2026"), elements.Where(e => e.Kind != ElementKind.RunningHead).Select(e => e.Text));
    }

    [Fact]
    public async Task Running_heads_of_left_and_right_pages_differ()
    {
        var pages = Enumerable.Range(1, 6).Select(i =>
            (i % 2 == 0 ? MiniPdf.Line(72, 770, $"{i} School handbook", 9) : MiniPdf.Line(400, 770, $"Rules and regulations {i}", 9)) + MiniPdf.Line(72, 500, $"Content of page number {i}"));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages([.. pages]))).Elements;
        Assert.Equal(
            ["Rules and regulations 1", "2 School handbook", "Rules and regulations 3", "4 School handbook", "Rules and regulations 5", "6 School handbook"],
            elements.Where(e => e.Kind == ElementKind.RunningHead).Select(e => e.Text));
        Assert.All(elements.Where(e => e.Kind == ElementKind.RunningHead), e => Assert.Equal(0, e.Span.Length));
    }

    [Fact]
    public async Task Lines_that_differ_in_a_number_which_does_not_count_pages_are_content()
    {
        var pages = new[] { 12, 7, 30 }.Select(room => MiniPdf.Line(72, 770, $"Room {room}") + MiniPdf.Line(72, 500, "Text of the page"));
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages([.. pages]));
        Assert.Equal(["Room 12", "Room 7", "Room 30"], result.Elements.Where(e => e.Text != "Text of the page").Select(e => e.Text));
    }

    [Fact]
    public async Task Captions_are_recognized()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(Body(740) + MiniPdf.Line(72, 600, "Figure 3: The school in 1910")));
        Assert.Equal(ElementKind.Caption, result.Elements[^1].Kind);
    }

    [Fact]
    public async Task Words_are_parted_by_gaps_not_by_how_strings_are_shown()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages("BT /F1 12 Tf 72 700 Td [(W) 80 (or) -20 (d) -400 (nex) 10 (t)] TJ ET " + MiniPdf.Line(72, 680, "x") + MiniPdf.Line(78, 680, "y")));
        Assert.Equal("Word next\nxy".Replace('\n', ' '), result.Text.Replace('\n', ' '));
    }

    [Fact]
    public async Task Text_shown_twice_to_look_bold_is_read_once()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(MiniPdf.Line(72, 700, "Fake bold") + MiniPdf.Line(72.3, 700, "Fake bold")));
        Assert.Equal("Fake bold", result.Text);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task Turned_pages_are_read_as_they_are_viewed(int rotation)
    {
        var matrix = rotation switch { 90 => "0 1 -1 0 300 100", 180 => "-1 0 0 -1 500 500", _ => "0 -1 1 0 300 600" };
        var pdf = MiniPdf.WithPages($"BT /F1 12 Tf {matrix} Tm (First line of text) Tj 0 -14 Td (second line) Tj ET");
        pdf.Replace(3, System.Text.Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Rotate {rotation} >>"));
        Assert.Equal("First line of text second line", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Hebrew_is_brought_into_reading_order()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td (DCBA 12 FE) Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 32 /Widths [500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500] /Encoding << /Differences [65 /uni05D0 /uni05D1 /uni05D2 /uni05D3 /uni05D4 /uni05D5] >> >> >>");
        Assert.Equal("הו 12 אבגד", (await PdfReading.ReadAsync(pdf)).Text);
    }

    private static string Body(int y) => MiniPdf.Line(72, y, Sentence) + MiniPdf.Line(72, y - 14, Sentence) + MiniPdf.Line(72, y - 28, Sentence + ".");
}
