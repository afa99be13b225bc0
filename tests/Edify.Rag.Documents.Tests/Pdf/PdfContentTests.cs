using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfContentTests
{
    private static readonly string Before = MiniPdf.Line(72, 700, "Before");
    private static readonly string After = MiniPdf.Line(72, 650, "After");

    [Theory]
    [InlineData("/W 4 /H 2 /BPC 8 /CS /G", "x EI (y)")]
    [InlineData("/W 2 /H 2 /BPC 8 /CS /RGB", "x\nEI BT (z) T")]
    [InlineData("/W 9 /H 4 /IM true", "a EI bcd")]
    [InlineData("/Width 1 /Height 1 /L 10 /F /Fl", "x EI (yyy)")]
    [InlineData("/W 9 /H 9 /F [/A85 /Fl]", "ab EI Q~>")]
    [InlineData("/W 9 /H 9 /F /AHx", "00 EI Q>")]
    [InlineData("/W 9 /H 9 /F /DCT", "\u00FF\u00D8 EI Q \u00FF\u00D9")]
    [InlineData("/W 9 /H 9 /F /Fl", "\u0001 EI \u0002\u0003\u0004")]
    [InlineData("/W 9 /H 9 /CS [/Indexed /DeviceRGB 1 <000000FFFFFF>]", "\u0001 EI \u0002\u0003\u0004")]
    public async Task Inline_images_are_skipped_whatever_they_hold(string header, string data)
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages($"{Before} q 9 0 0 9 0 0 cm BI {header} ID {data}\nEI Q {After}"));
        Assert.Equal(["Before", "After"], result.Elements.Select(e => e.Text));
    }

    [Fact]
    public async Task An_inline_image_that_lies_about_its_length_is_skipped_all_the_same()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages($"{Before} BI /W 100 /H 100 /CS /RGB ID abc\nEI Q {After}"));
        Assert.Equal(["Before", "After"], result.Elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Objects_that_a_hybrid_file_hides_from_old_readers_are_found()
    {
        var pdf = MiniPdf.WithPages(Before);
        pdf.Replace(4, "null"u8.ToArray());
        var file = Encoding.Latin1.GetString(pdf.Build());
        // The table calls object 4 free; the stream that its trailer names knows better.
        var hidden = file.IndexOf("4 0 obj", StringComparison.Ordinal);
        var table = file.IndexOf("xref\n", StringComparison.Ordinal);
        var body = file[..table].Replace("4 0 obj\nnull", "9 0 obj\nnull", StringComparison.Ordinal);
        var real = $"4 0 obj\n<< /Length {Before.Length} >>\nstream\n{Before}\nendstream\nendobj\n";
        var stream = body.Length + real.Length;
        var entry = $"{(char)1}{(char)(body.Length >> 8)}{(char)(body.Length & 255)}{(char)0}";
        var hybrid = $"8 0 obj\n<< /Type /XRef /W [1 2 1] /Index [4 1] /Size 5 /Length 4 >>\nstream\n{entry}\nendstream\nendobj\n";
        var tail = file[table..]
            .Replace($"{hidden:D10} 00000 n", "0000000000 65535 f", StringComparison.Ordinal)
            .Replace("/Root", $"/XRefStm {stream} /Root", StringComparison.Ordinal)
            .Replace($"startxref\n{table}", $"startxref\n{stream + hybrid.Length}", StringComparison.Ordinal);
        var result = await PdfReading.ReadAsync(Encoding.Latin1.GetBytes(body + real + hybrid + tail));
        Assert.Equal("Before", result.Text);
        Assert.False(result.Reported(ReadEventKind.Repaired));
    }

    [Fact]
    public async Task Pages_inherit_their_resources_box_and_rotation()
    {
        var pdf = MiniPdf.WithPages(MiniPdf.Line(-80, 700, "Left of zero"));
        pdf.Replace(2, "<< /Type /Pages /Kids [5 0 R] /Count 1 /MediaBox [-100 0 512 792] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"u8.ToArray());
        pdf.Add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Assert.Equal("Left of zero", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Glyphs_that_are_procedures_take_their_place_by_the_matrix_of_their_font()
    {
        var pdf = MiniPdf.WithResources(
            "BT /F 1 Tf 72 700 Td (ab) Tj -1 0 Td (c) Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type3 /FontMatrix [10 0 0 10 0 0] /FontBBox [0 0 1 1] /FirstChar 97 /LastChar 99 /Widths [0.5 0.5 0.5] /CharProcs << >> /Encoding << /Differences [97 /x /y /z] >> >> >>");
        var text = (await PdfReading.ReadAsync(pdf)).Text;
        Assert.Contains("xy", text, StringComparison.Ordinal);
    }
}
