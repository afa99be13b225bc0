using Edify.Rag.Documents.OpenXml.Xlsx;

namespace Edify.Rag.Documents.Tests.OpenXml.Xlsx;

public class NumberFormatTests
{
    [Theory]
    [InlineData("General", 0.1 + 0.2, "0.3")]
    [InlineData("General", -1234567.5, "-1234567.5")]
    [InlineData("General", 1e20, "1E+20")]
    [InlineData("0", 2.5, "3")]
    [InlineData("0.00", 3.14159, "3.14")]
    [InlineData("0.0#", 3.1, "3.1")]
    [InlineData("#,##0.00 \"kg\"", 1234.5, "1234.50 kg")]
    [InlineData("#,##0,", 1234567, "1235")]
    [InlineData("00000", 1234, "01234")]
    [InlineData("0%", 0.256, "26%")]
    [InlineData("0.0 %", 0.256, "25.6 %")]
    [InlineData("[$€-407]\\ 0.00", 5, "€ 5.00")]
    [InlineData("0.00;[Red]\\-0.00", -5, "-5.00")]
    [InlineData("0;(0);\"none\"", 0, "none")]
    [InlineData("0;(0);\"none\"", -7, "(7)")]
    [InlineData("0.00", -0.001, "0.00")]
    [InlineData("0.00E+00", 12345, "12345")]
    [InlineData("# ?/?", 0.5, "0.5")]
    [InlineData("@", 7, "7")]
    [InlineData("dd.mm.yyyy", 46083, "2026-03-02")]
    [InlineData("[$-409]mmm\\ yyyy", 46083, "2026-03")]
    [InlineData("m/d/yy h:mm AM/PM", 46083.75, "2026-03-02 18:00")]
    [InlineData("h:mm:ss", 0.5, "12:00:00")]
    [InlineData("[h]:mm", 1.5, "36:00")]
    [InlineData("yyyy-mm-dd", 1, "1900-01-01")]
    [InlineData("yyyy-mm-dd", 61, "1900-03-01")]
    [InlineData("yyyy-mm-dd", -3, "-3")]
    [InlineData("yyyy-mm-dd", 1e9, "1000000000")]
    public void Numbers_are_shown_as_their_format_says(string code, double number, string shown) =>
        Assert.Equal(shown, NumberFormat.Parse(code).Format(number, countsFrom1904: false));

    [Fact]
    public void Days_may_be_counted_from_1904() => Assert.Equal("2026-03-02", NumberFormat.Parse("d.m.yyyy").Format(46083 - 1462, countsFrom1904: true));

    [Fact]
    public void No_code_and_no_number_raise_an_error()
    {
        const string Signs = "0#?.,;%[]\"\\_*ymdhsEe+-/@G$ ";
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var code = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Signs[random.Next(Signs.Length)]));
            Assert.NotNull(NumberFormat.Parse(code).Format(BitConverter.Int64BitsToDouble(random.NextInt64()), countsFrom1904: false));
        }
    }
}
