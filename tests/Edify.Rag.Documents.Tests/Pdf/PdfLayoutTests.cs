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

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Columns_under_a_title_that_spans_them_are_read_one_after_the_other(int columns)
    {
        var width = 480 / columns;
        var content = MiniPdf.Line(60, 740, "A title that stands above all the columns", 18);
        for (var c = 0; c < columns; c++)
        {
            // The white between paragraphs is wider than the gutter, and lies at the same height in all columns.
            for (var i = 0; i < 20; i++) content += MiniPdf.Line(60 + (width + 12) * c, 700 - 13 * i - (i >= 10 ? 14 : 0), Filled($"c{c}line{i}", width, 10), 10);
        }

        var text = (await PdfReading.ReadAsync(MiniPdf.WithPages(content))).Text;
        var places = Enumerable.Range(0, columns).SelectMany(c => Enumerable.Range(0, 20).Select(i => text.IndexOf($"c{c}line{i} ", StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.StartsWith("A title", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_in_the_margin_does_not_break_into_the_text_beside_it()
    {
        var content = "";
        for (var i = 0; i < 12; i++) content += MiniPdf.Line(180, 700 - 14 * i, Filled($"line{i}", 340, 11), 11);
        content += MiniPdf.Line(60, 640, "A side note of", 9) + MiniPdf.Line(60, 629, "two lines", 9);
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(content));
        Assert.Contains(result.Elements, e => e.Text == "A side note of two lines");
        var body = Assert.Single(result.Elements, e => e.Text.Contains("line0", StringComparison.Ordinal)).Text;
        Assert.All(Enumerable.Range(0, 12), i => Assert.Contains($"line{i} ", body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Footnotes_are_told_by_small_type_and_their_number()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(
            Body(740) + MiniPdf.Line(72, 640, "The rule is old", 12) + MiniPdf.Line(155, 644, "1", 7) + MiniPdf.Line(72, 90, "1 See the minutes of the council of 1926.", 8)));
        Assert.Equal((ElementKind.Note, "1 See the minutes of the council of 1926."), (result.Elements[^1].Kind, result.Elements[^1].Text));
    }

    [Fact]
    public async Task Text_that_runs_upwards_stands_behind_the_text_of_the_page()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages("BT /F1 9 Tf 0 1 -1 0 40 300 Tm (Printed by the school press) Tj ET " + Body(740)));
        Assert.Equal("Printed by the school press", result.Elements[^1].Text);
        Assert.Equal(2, result.Elements.Count);
    }

    [Fact]
    public async Task Ligatures_are_expanded()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td (oAce of the Brst year) Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /ffi /fi] >> >> >>");
        Assert.Equal("office of the first year", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Headings_that_look_alike_have_one_level_through_the_document()
    {
        string Page(string chapter, string section) =>
            MiniPdf.Line(72, 750, chapter, 20) + Body(700) + MiniPdf.Line(72, 600, section, 14, "F2") + Body(570) + MiniPdf.Line(72, 480, "Exceptions", 12, "F2") + Body(450) + Body(360);
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages([.. Enumerable.Range(1, 5).Select(i => Page($"Chapter {(char)('A' + i)}", $"Section of {(char)('a' + i)}"))]));
        var levels = result.Elements.Where(e => e.Kind == ElementKind.Heading).Select(e => e.Level).Chunk(3).ToList();
        Assert.Equal(5, levels.Count);
        Assert.All(levels, l => Assert.Equal(levels[0], l));
        Assert.True(levels[0][0] < levels[0][1] && levels[0][1] < levels[0][2], string.Join(' ', levels[0]));
    }

    [Fact]
    public async Task Larger_type_never_has_a_lower_level()
    {
        // Both are more than a third larger than the text, and the smaller one comes first, where titles stand.
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(MiniPdf.Line(72, 750, "Contents of this book", 17) + Body(700) + MiniPdf.Line(72, 600, "The first part", 19) + Body(570) + Body(500) + Body(430)));
        var levels = result.Elements.Where(e => e.Kind == ElementKind.Heading).Select(e => e.Level).ToList();
        Assert.Equal([1, 1], levels);
    }

    [Fact]
    public async Task The_first_heading_is_the_title_and_numbers_do_not_part_headings_that_look_alike()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(
            MiniPdf.Line(72, 750, "Ohm's law for pupils", 14, "F2") + MiniPdf.Line(72, 720, "Summary", 12, "F2") + Body(700) + MiniPdf.Line(72, 600, "1. Voltage", 12, "F2") + Body(570) + Body(500) + Body(430)));
        var levels = result.Elements.Where(e => e.Kind == ElementKind.Heading).Select(e => e.Level).ToList();
        Assert.Equal(3, levels.Count);
        Assert.Equal(1, levels[0]);
        Assert.True(levels[1] > 1 && levels[1] == levels[2], string.Join(' ', levels));
    }

    [Fact]
    public async Task Programs_keep_their_lines_and_indents()
    {
        string Code(int x, int y, string text) => MiniPdf.Line(x, y, text, 10, "F3");
        var pdf = MiniPdf.WithResources(
            Body(740) + Code(72, 680, "def total\\(marks\\):") + Code(96, 668, "if marks:") + Code(120, 656, "return 1") + Code(72, 632, "print 2") + Code(156, 632, "# twice") + Body(600),
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F3 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >>");
        var code = Assert.Single((await PdfReading.ReadAsync(pdf)).Elements, e => e.Kind == ElementKind.Code);
        Assert.Equal("def total(marks):\n    if marks:\n        return 1\n\nprint 2       # twice", code.Text);
    }

    [Fact]
    public async Task A_page_set_in_such_type_throughout_is_no_program()
    {
        var pdf = MiniPdf.WithResources(
            MiniPdf.Line(72, 700, "A letter that was written on a machine, in") + MiniPdf.Line(72, 686, "type whose letters are all equally wide."),
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >>");
        Assert.Equal(ElementKind.Paragraph, Assert.Single((await PdfReading.ReadAsync(pdf)).Elements).Kind);
    }

    [Fact]
    public async Task Entries_of_a_table_of_contents_stay_apart()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(MiniPdf.Line(72, 700, "Attendance ............ 3") + MiniPdf.Line(72, 686, "Holidays .............. 7") + MiniPdf.Line(72, 672, "Marks ................. 12")));
        Assert.Equal(3, result.Elements.Count);
    }

    [Fact]
    public async Task Thousands_of_scattered_pieces_between_ruling_lines_are_all_read()
    {
        var content = new System.Text.StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            content.Append(MiniPdf.Line(i * 37 % 600, i * 53 % 780, "x", 4));
            if (i < 4000) content.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i * 13 % 600} {i % 780} 40 20 re S ");
        }

        var letters = (await PdfReading.ReadAsync(MiniPdf.WithPages(content.ToString()))).Text.Count(c => c == 'x');
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (i * 37 % 600, i * 53 % 780)).Distinct().Count(), letters);
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

    // A line of words that is about as wide as its column.
    private static string Filled(string first, int width, int size)
    {
        var text = first + " ";
        while (text.Length * 0.5 * size < width - 3 * size) text += "words ";
        return text.TrimEnd();
    }
}
