using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfScriptTests
{
    [Fact]
    public async Task A_raised_mark_stays_in_its_line_though_the_next_column_has_a_line_at_its_height()
    {
        var page = new StringBuilder();
        for (var i = 0; i < 6; i++)
        {
            // Lines of the second column lie where marks of the first are raised to.
            page.Append(MiniPdf.Line(54, 700 - 11 * i, i == 3 ? "the code that is provided by the author" : "a line of the first column, which is long", 9));
            page.Append(MiniPdf.Line(318, 703.2 - 11 * i, "a line of the second column, which is long", 9));
        }

        var end = 54 + MiniPdfWidth("the code that is provided by the author") * 9;
        page.Append(MiniPdf.Line(end, 703.2 - 33, "2", 7.3));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements;
        Assert.Contains("provided by the author2 a line of the first column", elements[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(elements, e => e.Text == "2");
    }

    [Fact]
    public async Task What_a_sum_runs_over_stands_behind_its_sign()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F1 10 Tf 100 700 Td (the total is) Tj /S 10 Tf 60 0 Td (\\345) Tj /F1 10 Tf 9 0 Td (x) Tj ET BT /F1 7 Tf 156.8 688 Td (i = 1) Tj ET\n" + MiniPdf.Line(100, 640, "Another paragraph, which is further below.", 10),
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /S << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >>");
        var texts = (await PdfReading.ReadAsync(pdf)).Elements.Select(e => e.Text);
        Assert.Equal(["the total is ∑ i = 1 x", "Another paragraph, which is further below."], texts);
    }

    [Fact]
    public async Task Short_cells_of_neighbouring_rows_stay_apart()
    {
        string[][] rows = [["Subject", "Room", "Day"], ["Art", "7", "Fri"], ["Music", "12", "Mon"], ["Dance", "3", "Tue"]];
        var content = "";
        for (var r = 0; r < rows.Length; r++)
            for (var c = 0; c < 3; c++) content += MiniPdf.Line(72 + 60 * c, 600 - 10 * r, rows[r][c], 9);
        var table = Assert.Single((await PdfReading.ReadAsync(MiniPdf.WithPages(content))).Elements, e => e.Kind == ElementKind.Table);
        Assert.Equal("Subject\tRoom\tDay\nArt\t7\tFri\nMusic\t12\tMon\nDance\t3\tTue", table.Text);
    }

    [Fact]
    public async Task A_numbered_heading_goes_on_below_its_own_first_word()
    {
        var page = new StringBuilder(MiniPdf.Line(72, 700, "2.1", 12, "F2")).Append(MiniPdf.Line(98, 700, "Retrieval that is dense, and in", 12, "F2")).Append(MiniPdf.Line(98, 686, "more than one stage", 12, "F2"));
        for (var i = 0; i < 6; i++) page.Append(MiniPdf.Line(72, 660 - 14 * i, "a line of running text, which is as long as all the others,"));
        var headings = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements.Where(e => e.Kind == ElementKind.Heading);
        Assert.Equal("2.1 Retrieval that is dense, and in more than one stage", Assert.Single(headings).Text);
    }

    [Fact]
    public async Task What_runs_up_the_margin_is_no_heading()
    {
        var page = new StringBuilder("BT /F1 20 Tf 0 1 -1 0 40 300 Tm (Stamp of 25 Aug 2021) Tj ET\n");
        for (var i = 0; i < 6; i++) page.Append(MiniPdf.Line(72, 660 - 14 * i, "a line of running text, which is as long as all the others,"));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements;
        Assert.Equal(ElementKind.Paragraph, Assert.Single(elements, e => e.Text == "Stamp of 25 Aug 2021").Kind);
    }

    [Theory]
    [InlineData("T", "he domestic cat is a popular pet species", "The domestic cat is a popular pet species")]
    [InlineData("A", "cat is a popular pet of all the species", "A cat is a popular pet of all the species")]
    public async Task A_large_initial_begins_the_first_of_the_lines_beside_it(string initial, string rest, string expected)
    {
        var page = new StringBuilder(MiniPdf.Line(72, 700, initial, 36)).Append(MiniPdf.Line(100, 722, rest, 10)).Append(MiniPdf.Line(100, 711, "with as many as six hundred million cats", 10)).Append(MiniPdf.Line(100, 700, "in all the countries of the world, and", 10));
        for (var i = 0; i < 5; i++) page.Append(MiniPdf.Line(72, 689 - 11 * i, "they share an ancestor with all others of the family", 10));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements;
        Assert.StartsWith(expected + " with as many as six hundred million cats in all the countries of the world, and they share", elements[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letters_of_an_index_are_no_initials()
    {
        var page = MiniPdf.Line(72, 700, "B", 36) + MiniPdf.Line(100, 722, "Babel, tower of", 10) + MiniPdf.Line(100, 711, "Bach, Johann", 10) + MiniPdf.Line(100, 700, "Bacon, Francis", 10);
        Assert.DoesNotContain("BBabel", (await PdfReading.ReadAsync(MiniPdf.WithPages(page))).Text, StringComparison.Ordinal);
    }

    // Of Helvetica, in ems: as its metrics say.
    private static double MiniPdfWidth(string text) => text.Sum(c => c switch { ' ' or 't' => 278, 'i' or 'l' => 222, 'c' or 's' or 'v' or 'y' => 500, 'r' => 333, _ => 556 }) / 1000.0;
}
