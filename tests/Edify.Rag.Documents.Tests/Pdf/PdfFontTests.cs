using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Pdf.Catalog;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Fonts;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfFontTests
{
    [Fact]
    public async Task ToUnicode_decides_what_codes_mean()
    {
        Assert.Equal("Żółw ffi 😀", (await PdfReading.ReadAsync(WithToUnicode())).Text);
    }

    [Fact]
    public async Task Differences_name_glyphs_by_the_adobe_list()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td (ABCD) Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Any /FirstChar 65 /Widths [500 500 500 500] /Encoding << /Differences [65 /Euro /f_f_i /uni00E9 /u1F600] >> >> >>");
        Assert.Equal("€ffié😀", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Japanese_without_embedded_fonts_is_read_by_predefined_cmaps()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td <93FA967B8CEA> Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >> >>");
        Assert.Equal("日本語", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Characters_that_no_font_explains_are_counted()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td <000100020003> Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >>");
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Empty(result.Elements);
        Assert.Contains(result.Events, e => e is { Kind: ReadEventKind.Undecodable, Page: 1 });
    }

    [Theory]
    [InlineData("BT /F1 12 Tf 72 700 Td (a) Tj /Span << /ActualText (bcd) >> BDC /F 12 Tf <0001> Tj /F1 12 Tf (x) Tj EMC (e) Tj ET", "abcde")]
    [InlineData("BT /F1 12 Tf 72 700 Td (a) Tj /Span << /ActualText (bcd) >> BDC /F 12 Tf <00010002> Tj EMC /F1 12 Tf (e) Tj ET", "abcde")]
    public async Task Replacement_text_tells_what_no_font_explains_and_takes_its_place(string content, string expected)
    {
        var pdf = MiniPdf.WithResources(
            content,
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >>");
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Equal(expected, result.Text);
        Assert.False(result.Reported(ReadEventKind.Undecodable));
    }

    [Fact]
    public async Task What_replacement_text_over_several_lines_leaves_undecoded_is_counted_and_not_shown()
    {
        var pdf = MiniPdf.WithResources(
            "/Span << /ActualText (over two lines) >> BDC BT /F1 12 Tf 72 700 Td (one) Tj /F 12 Tf <0001> Tj 0 -100 Td /F1 12 Tf (two) Tj ET EMC",
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >>");
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Equal("one\ntwo", result.Text);
        Assert.Contains(result.Events, e => e is { Kind: ReadEventKind.Undecodable, Undecodable: 1 });
    }

    [Fact]
    public async Task Codes_without_a_glyph_are_no_characters_that_could_not_be_decoded()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(MiniPdf.Line(72, 700, "a\\001\\002b")));
        Assert.False(result.Reported(ReadEventKind.Undecodable));
        Assert.Contains(result.Events, e => e is { Kind: ReadEventKind.PageRead, Characters: 2 });
    }

    [Theory]
    [InlineData("[(Th) (\\315) 333 (e)] TJ", "Thé")]
    [InlineData("[(e) 450 (\\315) -50 (s)] TJ", "és")]
    [InlineData("[(\\365) 300 (\\310)] TJ", "ï")]
    [InlineData("[(e) (\\315) (s)] TJ", "e´s")]
    public async Task An_accent_drawn_over_a_letter_joins_it(string shown, string expected)
    {
        var pdf = MiniPdf.WithResources(
            $"BT /F 12 Tf 72 700 Td {shown} ET",
            "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /StandardEncoding /Differences [205 /acute 200 /dieresis 245 /dotlessi] >> >> >>");
        Assert.Equal(expected, (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public void Vertical_writing_follows_the_metrics_of_its_font()
    {
        var glyphs = Vertical("");
        Assert.Equal([(700, 688), (688, 676)], glyphs);
        Assert.Equal([(704.8, 680.8), (680.8, 656.8)], Vertical("/DW2 [480 -2000]"));
        Assert.Equal([(700, 694), (694, 682)], Vertical("/W2 [633 [-500 500 880]]"));
        Assert.Equal([(700, 694), (694, 688)], Vertical("/W2 [600 700 -500 500 880]"));
    }

    [Theory]
    [InlineData("Symbol", "abG", "αβΓ")]
    [InlineData("ZapfDingbats", "4", "✔")]
    [InlineData("Times-Roman", "\\341", "Æ")]
    public async Task Standard_fonts_have_encodings_of_their_own(string font, string codes, string text)
    {
        var pdf = MiniPdf.WithResources($"BT /F 12 Tf 72 700 Td ({codes}) Tj ET", $"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /{font} >> >>");
        Assert.Equal(text, (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Theory]
    [InlineData("parenleftBigg", "(")]
    [InlineData("summationdisplay.1", "∑")]
    [InlineData("angbracketright", "⟩")]
    [InlineData("CR", "")]
    [InlineData("nothingdisplay", null)]
    public void Names_of_mathematical_fonts_are_known_in_all_sizes(string name, string? text) => Assert.Equal(text, GlyphNames.ToText(name));

    [Theory]
    [InlineData("UniGB-UCS2-H", "GB1", "4E2D", "中")]
    [InlineData("GBK-EUC-H", "GB1", "D6D0", "中")]
    [InlineData("ETen-B5-H", "CNS1", "A4A4", "中")]
    [InlineData("KSCms-UHC-H", "Korea1", "C7D1", "한")]
    [InlineData("UniJIS-UTF16-V", "Japan1", "65E5", "日")]
    [InlineData("UniJIS-UTF16-V", "Japan1", "3063", "っ")]
    public void Predefined_cmaps_lead_from_codes_to_text(string cmap, string ordering, string code, string text)
    {
        var map = PredefinedCMaps.Find(cmap)!;
        var length = map.NextCode(Convert.FromHexString(code), out var value);
        Assert.Equal(2, length);
        Assert.Equal(text, PredefinedCMaps.ToText(ordering, map.ToCid(value, length)));
        Assert.Equal(cmap.EndsWith('V'), map.IsVertical);
    }

    [Theory]
    [InlineData("Helvetica", "A", 667)]
    [InlineData("Times-Bold", "A", 722)]
    [InlineData("Courier", "A", 600)]
    [InlineData("Symbol", "alpha", 631)]
    public void Standard_fonts_have_their_published_widths(string font, string glyph, double width) => Assert.Equal(width, StandardFonts.Width(font, glyph));

    [Theory]
    [InlineData("TimesNewRoman,BoldItalic", "Times-BoldItalic")]
    [InlineData("ABCDEF+ArialMT", "Helvetica")]
    [InlineData("CourierNew", "Courier")]
    [InlineData("Calibri", null)]
    public void Standard_fonts_are_known_by_many_names(string name, string? font) => Assert.Equal(font, StandardFonts.Recognize(name));

    // Where the two glyphs of a line begin and end, from top to bottom.
    private static (double, double)[] Vertical(string metrics)
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 300 700 Td <02790280> Tj ET",
            $"/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-V /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> {metrics} >>] >> >>");
        var context = new DocumentContext { Name = "test.pdf" };
        var budget = PdfReading.Budget();
        var file = PdfFile.Open(new ObjectStore(ByteSource.Of(pdf.Build()), budget, new ReadLog(null)), context);
        var content = new PageContent();
        new PageInterpreter(OptionalContent.Read(file.Catalog, new OptionalParts(new ReadLog(null))), budget).Interpret(file.Pages().Next()!, content);
        return [.. content.Glyphs.Select(g => (Math.Round(g.Y, 1), Math.Round(g.EndY, 1)))];
    }

    internal static MiniPdf WithToUnicode()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td <0001000200030004000500060005000A> Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 >>] >> >>");
        pdf.AddStream("", """
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            2 beginbfchar <0001> <017B> <0006> <FB03> endbfchar
            2 beginbfrange <0002> <0005> [<00F3> <0142> <0077> <0020>] <000A> <000B> <D83DDE00> endbfrange
            """);
        return pdf;
    }
}
