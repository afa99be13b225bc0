using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>Files that others made, decoded pixel by pixel as poppler does.</summary>
public class Jbig2FileTests
{
    [Theory]
    [InlineData("pdfminer__pdf-with-jbig2.pdf", 1)]
    [InlineData("pypdf__Seige_of_Vicksburg_Sample_OCR.pdf", 6)]
    public void Images_of_real_scans_are_those_that_poppler_sees(string name, int images)
    {
        var pdf = Path.Combine(ConformanceData.Folder("pdf"), "image-only-no-text", name);
        using var directory = new TemporaryDirectory();
        Poppler.ExtractImages(pdf, directory.Path);
        Poppler.ExtractImages(pdf, directory.Path, "-all");
        var encoded = Directory.GetFiles(directory.Path, "*.jb2e");
        Assert.Equal(images, encoded.Length);
        foreach (var file in encoded)
        {
            var expected = Poppler.ReadBitmap(Path.ChangeExtension(file, "pbm"));
            var globals = Path.ChangeExtension(file, "jb2g") is var shared && File.Exists(shared) ? File.ReadAllBytes(shared) : null;
            var samples = Jbig2Decoder.Decode(File.ReadAllBytes(file), globals, expected.Width, expected.Height, PdfReading.Budget());
            Assert.Equal(expected.Rows, Picture.OfBits(samples, expected.Width, expected.Height).Rows); // masks, whose samples poppler writes as they are
        }
    }

    [Fact]
    public void Made_scans_are_those_that_poppler_sees()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["made.pdf"], Jbig2Writer.Pdf().Build());
        Poppler.ExtractImages(directory["made.pdf"], directory.Path);
        Assert.Equal(Picture.OfBits(ScannedPage.Bits, ScannedPage.Columns, ScannedPage.Rows).Rows, Poppler.ReadBitmap(directory["image-000.pbm"]).Rows);
    }

    [Fact]
    public void Fax_data_of_a_scan_give_its_pixels()
    {
        var bitmap = Fax(ScannedPage.Fax, ScannedPage.Columns, ScannedPage.Rows);
        Assert.Equal(Picture.OfBits(ScannedPage.Bits, ScannedPage.Columns, ScannedPage.Rows).Rows, bitmap.Rows);
    }

    [Fact]
    public void Runs_of_every_length_and_colour_are_those_that_poppler_sees()
    {
        const int Width = 5200;
        var fax = new HuffmanWriter();
        var runs = MmrCodes.Codes[0].Select(c => c.Run).ToList();
        foreach (var (white, black) in runs.Zip(Enumerable.Reverse(runs)))
        {
            Horizontal(fax, white, black);
            Horizontal(fax, Width - white - black, 0);
        }

        fax.Bits(0x001001, 24);
        using var directory = new TemporaryDirectory();
        var pdf = ScannedPage.Pdf($"/Width {Width} /Height {runs.Count} /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns {Width} /Rows {runs.Count} >>", fax.Bytes);
        File.WriteAllBytes(directory["fax.pdf"], pdf.Build());
        Poppler.ExtractImages(directory["fax.pdf"], directory.Path);
        Assert.Equal(Poppler.ReadBitmap(directory["image-000.pbm"]).Rows, Fax(fax.Bytes, Width, runs.Count).Rows);
    }

    private static void Horizontal(HuffmanWriter fax, params int[] runs)
    {
        fax.Bits(0b001, 3);
        for (var color = 0; color < 2; color++)
        {
            var rest = runs[color];
            for (; rest > 2623; rest -= 2560) Write(2560);
            if (rest >= 64) Write(rest / 64 * 64);
            Write(rest % 64);
            void Write(int run)
            {
                var code = MmrCodes.Codes[color].First(c => c.Run == run).Code;
                fax.Bits(Convert.ToInt32(code, 2), code.Length);
            }
        }
    }

    private static Picture Fax(byte[] data, int width, int height) =>
        Picture.OfBits(MmrDecoder.Decode(new BitReader(data), width, height, new Jbig2Budget(PdfReading.Budget())).Bits, width, height);
}
