using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Lines as they are painted, from left to right, and as they are read. Capitals stand for Hebrew letters.</summary>
public class PdfBidiTests
{
    [Theory]
    [InlineData("DCBA", "ABCD", true)]
    [InlineData("DCBA 12 FE", "EF 12 ABCD", true)]
    [InlineData("FE 3.5% DC", "CD 3.5% EF", true)]
    [InlineData("FE 12/3/2026 DC", "CD 12/3/2026 EF", true)]
    [InlineData("FE the school DC", "CD the school EF", true)]
    [InlineData("the school FE DC rules", "the school CD EF rules", false)]
    [InlineData("room 12 FE DC", "room 12 CD EF", false)]
    [InlineData("FE (DC) BA", "AB (CD) EF", true)]
    [InlineData("FE (abc) DC", "CD (abc) EF", true)]
    [InlineData("abc (DC) def", "abc (CD) def", false)]
    [InlineData(".DCBA", "ABCD.", true)]
    [InlineData("34 12 BA", "AB 12 34", true)]
    [InlineData("plain text (1)", "plain text (1)", false)]
    public void Painted_lines_are_brought_into_reading_order(string painted, string read, bool isRightToLeft) =>
        Assert.Equal(Hebrew(read), BidiLine.Reorder(Hebrew(painted), isRightToLeft));

    [Fact]
    public void Numbers_after_arabic_letters_keep_their_digits_in_order() =>
        Assert.Equal("\u0628\u062A 2020 \u062B\u062C", BidiLine.Reorder("\u062C\u062B 2020 \u062A\u0628", true));

    [Fact]
    public async Task Mixed_lines_of_a_page_that_is_read_from_the_right_are_put_in_order()
    {
        var result = await PdfReading.ReadAsync(HebrewPdf("BT /F 12 Tf 72 700 Td (FEDCBA BADC) Tj ET BT /F 12 Tf 72 686 Td (BA pdf 12 FE) Tj ET"));
        Assert.Equal(Hebrew("CDAB ABCDEF EF pdf 12 AB"), result.Text);
    }

    [Fact]
    public async Task Letters_shown_one_by_one_from_the_right_are_the_same()
    {
        var content = string.Concat("ABCD".Select((c, i) => $"BT /F 12 Tf {200 - 6 * i} 700 Td ({c}) Tj ET "));
        Assert.Equal(Hebrew("ABCD"), (await PdfReading.ReadAsync(HebrewPdf(content))).Text);
    }

    [Fact]
    public async Task Columns_are_read_from_the_right()
    {
        var content = "";
        for (var i = 0; i < 8; i++)
            content += $"BT /F 12 Tf 60 {700 - 14 * i} Td (FEDCBAFEDCBA FEDCBAFEDCBA FEDCBA) Tj ET BT /F 12 Tf 330 {700 - 14 * i} Td (AAAAAAAAAAA BBBBBBBBBBBBBBBB CCCC) Tj ET ";
        var text = (await PdfReading.ReadAsync(HebrewPdf(content))).Text;
        Assert.True(text.LastIndexOf(Hebrew("AAAAA"), StringComparison.Ordinal) < text.IndexOf(Hebrew("ABCDEF"), StringComparison.Ordinal), text);
    }

    private static string Hebrew(string text) => string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)('\u05D0' + c - 'A') : c));

    private static MiniPdf HebrewPdf(string content)
    {
        var widths = string.Join(' ', Enumerable.Repeat("500", 95));
        return MiniPdf.WithResources(
            content,
            $"/Font << /F << /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 32 /Widths [{widths}] /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [65 /uni05D0 /uni05D1 /uni05D2 /uni05D3 /uni05D4 /uni05D5] >> >> >>");
    }
}
