using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfColumnTests
{
    [Fact]
    public async Task The_end_of_a_paragraph_at_the_head_of_the_second_column_is_read_after_the_first()
    {
        // The title leaves white beside the heading of the first column, where there is no gutter.
        var page = new StringBuilder(MiniPdf.Line(190, 700, "Rules that are in force from the second of June", 9));
        page.Append(MiniPdf.Line(90, 660, "Opening hours", 11, "F2"));
        for (var i = 0; i < 8; i++) page.Append(MiniPdf.Line(90, 642 - 12 * i, $"left {i} the library is open at noon", 10));
        page.Append(MiniPdf.Line(301, 672, "right 0 the parents are told of it, and", 10)).Append(MiniPdf.Line(301, 660, "right 1 nothing is lent until then.", 10));
        page.Append(MiniPdf.Line(301, 634, "Lost books", 11, "F2"));
        for (var i = 2; i < 9; i++) page.Append(MiniPdf.Line(301, 642 - 12 * i, $"right {i} the reader replaces a lost one", 10));
        await ReadsInOrder(page.ToString(), "Rules that", "Opening hours", "left 0", "left 7", "right 0", "right 1", "Lost books", "right 8");
    }

    [Fact]
    public async Task A_justified_line_below_a_table_is_not_cut_where_the_columns_of_the_table_part()
    {
        // Cells end where a wide space of the line lies; the line before shows that an ordinary space lies there, too.
        var page = new StringBuilder();
        string[] names = ["Grade 1", "Grade 2", "Grade 3", "Grade 4", "Grade 5"];
        for (var i = 0; i < names.Length; i++) page.Append(MiniPdf.Line(90, 600 - 12 * i, names[i], 10)).Append(MiniPdf.Line(147, 600 - 12 * i, $"{i}", 10));
        page.Append(Spaced(517, (90, "A"), (104, "book"), (133, "can"), (155, "be"), (172, "renewed"), (217, "once,"), (247, "unless")));
        page.Append(Spaced(505, (90, "anyone"), (133, "has"), (159, "reserved"), (209, "it."), (232, "Reference")));
        page.Append(Spaced(493, (90, "books"), (121, "with"), (144, "a"), (154, "red"), (174, "label"), (203, "stay"), (228, "in"), (240, "their"), (267, "room.")));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements;
        Assert.Contains("A book can be renewed once, unless anyone has reserved it. Reference books with a red label stay in their room.", elements.Select(e => e.Text));
    }

    [Fact]
    public async Task The_last_cell_of_a_table_may_be_wrapped_like_those_before()
    {
        var page = new StringBuilder();
        var y = 700;
        foreach (var (name, rest, books) in new[] { ("Grades 1", "to 3", "1"), ("Grades 4", "to 8", "2"), ("Grades 9", "to 12", "3"), ("Other", "staff", "2") })
        {
            page.Append(MiniPdf.Line(90, y, name, 10)).Append(MiniPdf.Line(150, y, books, 10)).Append(MiniPdf.Line(200, y, "14", 10)).Append(MiniPdf.Line(90, y - 12, rest, 10));
            y -= 26;
        }

        page.Append(MiniPdf.Line(90, y - 10, "A book can be renewed once, unless someone has asked for it.", 10));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements;
        Assert.Equal("Grades 1 to 3\t1\t14\nGrades 4 to 8\t2\t14\nGrades 9 to 12\t3\t14\nOther staff\t2\t14", Assert.Single(elements, e => e.Kind == ElementKind.Table).Text);
    }

    private static string Spaced(double y, params (double X, string Word)[] words) => string.Concat(words.Select(w => MiniPdf.Line(w.X, y, w.Word, 10)));

    private static async Task ReadsInOrder(string page, params string[] parts)
    {
        var text = (await PdfReading.ReadAsync(MiniPdf.WithPages(page))).Text;
        Assert.Equal(parts, parts.OrderBy(p => text.IndexOf(p, StringComparison.Ordinal)));
        Assert.All(parts, p => Assert.Contains(p, text, StringComparison.Ordinal));
    }
}
