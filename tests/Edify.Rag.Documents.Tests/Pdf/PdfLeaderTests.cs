using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfLeaderTests
{
    [Theory]
    [InlineData("Introduction ........ 3", "Introduction … 3")]
    [InlineData("Introduction........3", "Introduction … 3")]
    [InlineData("Chapter 1 . . . . . . . 7", "Chapter 1 … 7")]
    [InlineData("Preface ……… v", "Preface … v")]
    [InlineData("One ..... 1 Two ..... 2", "One … 1 Two … 2")]
    [InlineData("Name: ..............", "Name:")]
    [InlineData("....... 12", "12")]
    [InlineData("..........", "")]
    public void Dots_that_lead_from_a_title_to_its_page_become_one_ellipsis(string text, string expected) =>
        Assert.Equal(expected, DotLeaders.Collapse(text));

    [Theory]
    [InlineData("Wait ... and see ....")]
    [InlineData("he said . . . . Then he left")]
    [InlineData("我不知道……真的")]
    [InlineData("1.2.3.4.5.6 and 3.14 and .5 .25 .125")]
    [InlineData("exam-ple, e.g. this one, i.e. A. B. C. D. E. F.")]
    public void Dots_of_prose_and_of_numbers_stay(string text) => Assert.Equal(text, DotLeaders.Collapse(text));

    [Fact]
    public async Task A_table_of_contents_reads_as_titles_with_pages_and_holds_no_headings()
    {
        var content = "";
        for (var i = 0; i < 4; i++) content += MiniPdf.Line(72, 700 - 16 * i, $"Chapter {(char)('A' + i)} of the rules {new string('.', 30 + i)} {10 + i}", 12, "F2");
        for (var i = 0; i < 12; i++) content += MiniPdf.Line(72, 560 - 14 * i, "The rules of the school are read by all who come to learn in it,");
        var elements = (await PdfReading.ReadAsync(MiniPdf.WithPages(content))).Elements;
        Assert.Equal(["Chapter A of the rules … 10", "Chapter B of the rules … 11", "Chapter C of the rules … 12", "Chapter D of the rules … 13"], elements.Take(4).Select(e => e.Text));
        Assert.DoesNotContain(elements, e => e.Kind == ElementKind.Heading);
    }
}
