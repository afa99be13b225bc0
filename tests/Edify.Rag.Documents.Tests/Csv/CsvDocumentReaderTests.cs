using System.Text;
using Edify.Rag.Documents.Csv;

namespace Edify.Rag.Documents.Tests.Csv;

public class CsvDocumentReaderTests
{
    private static readonly CsvDocumentReader Reader = new();

    [Theory]
    [InlineData("name,mark\nAnn,1\nBob,2\n", "name\tmark\nAnn\t1\nBob\t2")]
    [InlineData("name;mark\r\nAnn;1,5\r\nBob;2,0", "name\tmark\nAnn\t1,5\nBob\t2,0")]
    [InlineData("name\tmark\rAnn\t1\rBob\t2\r", "name\tmark\nAnn\t1\nBob\t2")]
    [InlineData("name|mark\nAnn|1\nBob|2\n", "name\tmark\nAnn\t1\nBob\t2")]
    [InlineData("sep=;\nname;mark\nA,B,C;1\n", "name\tmark\nA,B,C\t1")]
    [InlineData("\uFEFF\"sep=|\"\r\nname|mark\r\nAnn|1", "name\tmark\nAnn\t1")]
    [InlineData("name,note\nAnn,\"says \"\"hi\"\", then\nleaves\"\nBob,\"a\tb\"\n", "name\tnote\nAnn\tsays \"hi\", then leaves\nBob\ta b")]
    [InlineData("name,note\nAnn,\"says \"hi\" to me\"\nBob,5\" disk\n", "name\tnote\nAnn\tsays \"hi\" to me\nBob\t5\" disk")]
    [InlineData("name,mark,room\nAnn\n\n,,\nBob,2,3,4\n", "name\tmark\troom\nAnn\nBob\t2\t3\t4")]
    [InlineData("name,mark\nAnn, \"1, or 2\"\n", "name\tmark\nAnn\t1, or 2")]
    [InlineData("city,2019,2020\nBern,5,7\n", "city\t2019\t2020\nBern\t5\t7")]
    [InlineData("only\none\ncolumn\n", "only\none\ncolumn")]
    public async Task Rows_are_read_however_they_are_written(string csv, string table)
    {
        var element = Assert.Single(await Reader.ReadAsync(csv));
        Assert.Equal((ElementKind.Table, table), (element.Kind, element.Text));
    }

    [Theory]
    [InlineData("Ann,12,ann@example.org\nBob,13,bob@example.org\n", "A\tB\tC\nAnn\t12\tann@example.org\nBob\t13\tbob@example.org")]
    [InlineData("2026-05-12;3,5\n2026-05-13;4,5\n", "A\tB\n2026-05-12\t3,5\n2026-05-13\t4,5")]
    public async Task A_table_whose_first_row_holds_values_gets_letters_for_its_header(string csv, string table) =>
        Assert.Equal(table, Assert.Single(await Reader.ReadAsync(csv)).Text);

    [Fact]
    public async Task Titles_above_the_header_are_paragraphs()
    {
        var elements = await Reader.ReadAsync("Class 7b;;\n;;\nname;mark;room\nAnn;1;2\nBob;1;2\n");
        Assert.Equal([(ElementKind.Paragraph, "Class 7b"), (ElementKind.Table, "name\tmark\troom\nAnn\t1\t2\nBob\t1\t2")], elements.Select(e => (e.Kind, e.Text)));
    }

    [Fact]
    public async Task A_long_table_comes_in_pieces_that_each_begin_with_the_header()
    {
        var csv = "id,text\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},\"row, number\n{i}\"\n"));
        var pieces = await Reader.ReadAsync(csv);
        Assert.True(pieces.Count > 10);
        Assert.All(pieces, piece => Assert.True(piece.Text.StartsWith("id\ttext\n", StringComparison.Ordinal) && piece.Text.Length < 17_000));
        var rows = pieces.SelectMany(piece => piece.Text.Split('\n').Skip(1));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => $"{i}\trow, number {i}"), rows);
    }

    [Fact]
    public async Task A_quote_that_nobody_closed_costs_no_more_than_a_cell()
    {
        var events = new ReportedEvents();
        var csv = "id,text\n1,\"open\n" + string.Concat(Enumerable.Range(2, 40_000).Select(i => $"{i},some text\n"));
        var pieces = await Reader.ReadAsync(Encoding.UTF8.GetBytes(csv), new DocumentContext { Name = "a.csv", Report = events });
        Assert.EndsWith("\n40001\tsome text", pieces[^1].Text, StringComparison.Ordinal);
        Assert.True(pieces.Sum(piece => piece.Text.Count(c => c == '\n')) > 30_000);
        Assert.Equal(ReadEventKind.Repaired, Assert.Single(events.Events).Kind);
    }

    [Fact]
    public async Task A_row_without_end_is_cut()
    {
        var pieces = await Reader.ReadAsync("a,b\n" + string.Concat(Enumerable.Repeat("cell,", 500_000)));
        Assert.All(pieces, piece => Assert.True(piece.Text.Length <= CsvParser.LongestRow + 10));
        Assert.Equal(500_000, pieces.Sum(piece => piece.Text.Count(c => c == 'c')));
    }

    [Fact]
    public async Task A_header_far_too_long_is_repeated_in_part()
    {
        var header = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"column{i}x"));
        var row = string.Join(',', Enumerable.Range(0, 5_000));
        var pieces = await Reader.ReadAsync($"{header}\n{row}\n{row}\n{row}\n");
        Assert.StartsWith("column0x\tcolumn1x", pieces[^1].Text, StringComparison.Ordinal);
        Assert.True(pieces[^1].Text.IndexOf('\n', StringComparison.Ordinal) <= 4096);
        Assert.EndsWith("\t4999", pieces[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_encodings_are_read_as_those_of_text_files()
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes("Name;Straße\nJürgen;Höhe\n")];
        Assert.Equal("Name\tStraße\nJürgen\tHöhe", Assert.Single(await Reader.ReadAsync(bytes)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData(",,,\n,,,\n")]
    public async Task A_table_without_values_has_no_elements(string csv) => Assert.Empty(await Reader.ReadAsync(csv));
}
