namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfTableTests
{
    [Fact]
    public async Task Headings_of_the_column_beside_a_table_are_no_cells_of_it()
    {
        var page = new System.Text.StringBuilder();
        string[][] rows = [["Borrower", "Books", "Days"], ["Grade 1", "1", "7"], ["Grade 4", "2", "14"], ["Grade 9", "3", "14"], ["Teachers", "8", "60"]];
        for (var r = 0; r < rows.Length; r++)
            for (var c = 0; c < 3; c++) page.Append(MiniPdf.Line(72 + 70 * c, 660 - 16 * r, rows[r][c], 10));
        string[] right =
        [
            "The reader replaces a lost book by a", "new copy, or pays for its price and", "fifty rupees for the processing of it,", "and the damage that can be mended is", "mended for twenty-five rupees a book.", "",
            "Choosing books", "", "Teachers and pupils suggest books in a", "green book at the desk, and committees", "meet on the last Thursday of the month", "of August and that of January, or when", "the budget for Indian languages is set.",
        ];
        for (var r = 0; r < right.Length; r++) page.Append(MiniPdf.Line(320, 724 - 16 * r, right[r], 10));
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(page.ToString()))).Elements;
        Assert.DoesNotContain("Choosing", Assert.Single(elements, e => e.Kind == ElementKind.Table).Text, StringComparison.Ordinal);
        Assert.Contains(elements, e => e.Text == "Choosing books");
    }

    [Fact]
    public async Task Ruled_cells_keep_their_lines_together_and_spanning_ones_stand_first()
    {
        var content = Grid([72, 200, 330, 460], [700, 670, 630, 600])
            + MiniPdf.Line(80, 680, "Timetable of the upper school, as of May") // spans all columns
            + MiniPdf.Line(80, 655, "Mathematics") + MiniPdf.Line(208, 655, "Room 12, on") + MiniPdf.Line(208, 641, "the first floor") + MiniPdf.Line(338, 648, "Monday")
            + MiniPdf.Line(80, 610, "Art") + MiniPdf.Line(208, 610, "Room 7") + MiniPdf.Line(338, 610, "Friday");
        content = content.Replace("200 670 m 200 700 l S", "").Replace("330 670 m 330 700 l S", "");
        Assert.Equal("Timetable of the upper school, as of May\t\t\nMathematics\tRoom 12, on the first floor\tMonday\nArt\tRoom 7\tFriday", await TableAsync(content));
    }

    [Fact]
    public async Task A_ruling_line_parts_words_that_stand_close()
    {
        var content = Grid([72, 140, 208], [700, 680, 660]) + MiniPdf.Line(99, 686, "History") + MiniPdf.Line(143, 686, "Monday") + MiniPdf.Line(99, 666, "Biology") + MiniPdf.Line(143, 666, "Friday");
        Assert.Equal("History\tMonday\nBiology\tFriday", await TableAsync(content));
    }

    [Fact]
    public async Task Where_only_columns_are_ruled_each_line_is_a_row()
    {
        var content = Grid([72, 200, 330], [700, 680, 600]) + MiniPdf.Line(80, 686, "Pupil") + MiniPdf.Line(208, 686, "Marks");
        for (var i = 0; i < 4; i++) content += MiniPdf.Line(80, 666 - 15 * i, $"Pupil {(char)('A' + i)}") + MiniPdf.Line(208, 666 - 15 * i, $"{10 + i},5");
        Assert.Equal("Pupil\tMarks\nPupil A\t10,5\nPupil B\t11,5\nPupil C\t12,5\nPupil D\t13,5", await TableAsync(content));
    }

    [Fact]
    public async Task Thin_filled_boxes_are_ruling_lines()
    {
        var content = "72 700 200 0.5 re f 72 680 200 0.5 re f 72 660 200 0.5 re f 72 660 0.5 40 re f 140 660 0.5 40 re f 272 660 0.5 40 re f\n"
            + MiniPdf.Line(99, 686, "History") + MiniPdf.Line(143, 686, "Monday") + MiniPdf.Line(99, 666, "Biology") + MiniPdf.Line(143, 666, "Friday");
        Assert.Equal("History\tMonday\nBiology\tFriday", await TableAsync(content));
    }

    [Fact]
    public async Task Rows_of_wrapped_cells_are_told_by_the_white_between_them()
    {
        string[][][] rows =
        [
            [["Attendance"], ["Pupils arrive by half", "past seven and sign the", "list at the door."], ["All pupils of", "the school"]],
            [["Absence of", "a pupil"], ["Parents ring the office", "before nine."], ["Parents"]],
            [["Holidays"], ["The head teacher decides", "on requests that reach", "the office in time."], ["Head teacher"]],
        ];
        var (content, y) = ("", 700.0);
        foreach (var row in rows)
        {
            for (var c = 0; c < row.Length; c++)
                for (var l = 0; l < row[c].Length; l++) content += MiniPdf.Line(72 + 150 * c, y - 13 * l, row[c][l], 11);
            y -= 13 * row.Max(c => c.Length) + 10;
        }

        Assert.Equal(
            "Attendance\tPupils arrive by half past seven and sign the list at the door.\tAll pupils of the school\n"
            + "Absence of a pupil\tParents ring the office before nine.\tParents\n"
            + "Holidays\tThe head teacher decides on requests that reach the office in time.\tHead teacher",
            await TableAsync(content));
    }

    [Fact]
    public async Task Rows_of_wrapped_cells_are_told_by_their_first_column()
    {
        (string Key, string[] Text)[] rows =
        [
            ("Atom", ["The smallest part of an element that takes part in a", "reaction."]),
            ("Base", ["What takes up protons, after the definition that two", "chemists gave in the year 1923."]),
            ("Catalyst", ["What makes a reaction faster and is not used up by it,", "whatever its amount."]),
        ];
        var (content, y) = ("", 700.0);
        foreach (var (key, text) in rows)
        {
            content += MiniPdf.Line(72, y, key, 11);
            foreach (var line in text) (content, y) = (content + MiniPdf.Line(180, y, line, 11), y - 13);
        }

        Assert.Equal(string.Join('\n', rows.Select(r => $"{r.Key}\t{string.Join(' ', r.Text)}")), await TableAsync(content));
    }

    [Fact]
    public async Task A_frame_around_prose_is_no_table()
    {
        var content = "60 600 480 130 re S 300 600 m 300 730 l S\n";
        for (var i = 0; i < 8; i++) content += MiniPdf.Line(66, 715 - 14 * i, $"left {i} runs across its whole column", 11) + MiniPdf.Line(310, 715 - 14 * i, $"right {i} runs across its column", 11);
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(content));
        Assert.DoesNotContain(result.Elements, e => e.Kind == ElementKind.Table);
        Assert.True(result.Text.IndexOf("left 7", StringComparison.Ordinal) < result.Text.IndexOf("right 0", StringComparison.Ordinal), result.Text);
    }

    [Fact]
    public async Task A_drawing_of_a_hundred_thousand_lines_does_no_harm()
    {
        var content = new System.Text.StringBuilder(MiniPdf.Line(72, 700, "A map"));
        for (var i = 0; i < 100_000; i++) content.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i % 600} {i % 700} m {(i * 7) % 600} {i % 700} l S {i % 600} 0 m {i % 600} 700 l S ");
        Assert.Equal("A map", (await PdfReading.ReadAsync(MiniPdf.WithPages(content.ToString()))).Text);
    }

    private static async Task<string> TableAsync(string content) =>
        Assert.Single((await PdfReading.ReadAsync(MiniPdf.WithPages(content))).Elements, e => e.Kind == ElementKind.Table).Text;

    private static string Grid(int[] columns, int[] rows)
    {
        var content = "";
        foreach (var y in rows) content += $"{columns[0]} {y} m {columns[^1]} {y} l S\n";
        for (var i = 0; i + 1 < rows.Length; i++)
            foreach (var x in columns) content += $"{x} {rows[i + 1]} m {x} {rows[i]} l S\n";
        return content;
    }
}
