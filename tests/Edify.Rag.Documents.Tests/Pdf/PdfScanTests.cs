using System.Buffers.Binary;
using System.Text;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfScanTests
{
    private const string Size = "/Type /XObject /Subtype /Image /Width 16 /Height 8";

    [Fact]
    public async Task Events_carry_characters_undecodable_ones_and_image_area()
    {
        var pdf = ScannedPage.Pdf();
        pdf.Replace(4, MiniPdf.StreamBody("", Encoding.ASCII.GetBytes("160 0 0 75 0 0 cm /Im Do")));
        var share = Assert.Single((await PdfReading.ReadAsync(pdf)).Events);
        Assert.Equal((ReadEventKind.PageRead, 0), (share.Kind, share.Characters));
        Assert.InRange(share.ImageShare, 0.24, 0.26);

        var undecodable = await PdfReading.ReadAsync(Undecodable("abc", "defghijklmnopqrstuvwxyz"));
        Assert.Contains(undecodable.Events, e => e is { Kind: ReadEventKind.Undecodable, Undecodable: 23 });
        Assert.Contains(undecodable.Events, e => e is { Kind: ReadEventKind.PageRead, Characters: 26 });
        Assert.Contains(undecodable.Events, e => e is { Kind: ReadEventKind.NeedsOcr, Page: 1 });
        Assert.False((await PdfReading.ReadAsync(Undecodable("defghijklmnopqrstuvwxyz", "abc"))).Reported(ReadEventKind.NeedsOcr));
    }

    [Fact]
    public async Task Paragraphs_that_are_recognized_become_elements_of_their_page()
    {
        var engine = new Engine(i => [$"First of {i.Page}", "Second"]);
        var result = await PdfReading.ReadAsync(ScannedPage.Pdf().Build(), ocr: engine);
        Assert.Equal([("First of 1", 1, 0L), ("Second", 1, 11L)], result.Elements.Select(e => (e.Text, e.Page, e.Start)));
        var recognized = Assert.Single(result.Events, e => e.Kind == ReadEventKind.Recognized);
        Assert.Equal((1, 1.0), (recognized.Page, Math.Round(recognized.ImageShare, 2)));
        Assert.False(result.Reported(ReadEventKind.NeedsOcr));
        Assert.Equal("pdf/4+engine", new PdfDocumentReader(engine).Fingerprint);
    }

    [Fact]
    public async Task A_failing_engine_leaves_the_page_and_the_document_goes_on()
    {
        var pdf = MiniPdf.WithPages("612 0 0 792 0 0 cm /Im Do", MiniPdf.Line(72, 700, "Text of page two"));
        pdf.Replace(3, Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /Im {pdf.AddStream($"{Size} /BitsPerComponent 8 /ColorSpace /DeviceGray", new byte[128])} 0 R >> >> >>"));
        var result = await PdfReading.ReadAsync(pdf.Build(), ocr: new Engine(_ => throw new OcrException("out of order")));
        Assert.Equal(["Text of page two"], result.Elements.Select(e => e.Text));
        Assert.Contains("out of order", Assert.Single(result.Events, e => e.Kind == ReadEventKind.NeedsOcr).Detail, StringComparison.Ordinal);
        Assert.False(result.Reported(ReadEventKind.Recognized));
    }

    [Fact]
    public async Task Cancellation_goes_through()
    {
        using var cancellation = new CancellationTokenSource();
        var engine = new Engine(_ =>
        {
            cancellation.Cancel();
            cancellation.Token.ThrowIfCancellationRequested();
            return [];
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PdfReading.ReadAsync(ScannedPage.Pdf().Build(), ocr: engine, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task The_engines_time_is_not_the_readers()
    {
        var time = new HandClock();
        var limits = new DocumentLimits { MaxDuration = TimeSpan.FromSeconds(10) };
        Engine Taking(TimeSpan span) => new(_ =>
        {
            time.Advance(span);
            return ["Recognized"];
        });
        var result = await PdfReading.ReadAsync(ScannedPage.Pdf().Build(), limits, time: time, ocr: Taking(TimeSpan.FromHours(1)));
        Assert.Equal("Recognized", result.Text);

        using var clock = new ReadClock(TimeSpan.FromSeconds(10), time);
        clock.Start();
        time.Advance(TimeSpan.FromSeconds(9));
        clock.Stop();
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(clock.IsOver);
        clock.Start();
        time.Advance(TimeSpan.FromSeconds(2));
        clock.Stop();
        Assert.True(clock.IsOver);
    }

    [Theory]
    [InlineData("DCTDecode", "image/jpeg")]
    [InlineData("JPXDecode", "image/jp2")]
    public async Task What_is_a_file_already_is_handed_on_as_it_is(string filter, string mediaType)
    {
        byte[] data = [1, 2, 3, 4, 5];
        var image = Assert.Single(await ImagesAsync($"{Size} /Filter [/ASCIIHexDecode /{filter}]", Encoding.ASCII.GetBytes(Convert.ToHexString(data) + ">")));
        Assert.Equal(mediaType, image.MediaType);
        Assert.Equal(data, image.Content.ToArray());
    }

    [Theory]
    [InlineData("/K -1 /Columns 16", "", 4, 0)]
    [InlineData("/K -1 /Columns 16 /BlackIs1 true", "", 4, 1)]
    [InlineData("/K -1 /Columns 16 /BlackIs1 true", "/Decode [1 0]", 4, 0)]
    [InlineData("/K 0 /Columns 16", "", 3, 0)]
    [InlineData("/Columns 16 /EncodedByteAlign true", "", 2, 0)]
    public async Task Fax_data_are_wrapped_in_a_tiff(string parameters, string entries, int compression, int photometric)
    {
        var image = Assert.Single(await ImagesAsync($"{Size} /BitsPerComponent 1 /ColorSpace /DeviceGray {entries} /Filter /CCITTFaxDecode /DecodeParms << {parameters} >>", [0, 1, 2]));
        Assert.Equal("image/tiff", image.MediaType);
        var fields = Fields(image.Content.Span);
        Assert.Equal((16, 8, compression, photometric, 3), (fields[256], fields[257], fields[259], fields[262], fields[279]));
        Assert.Equal([0, 1, 2], image.Content.Slice(fields[273], 3).ToArray());
    }

    [Theory]
    [InlineData("/ColorSpace /DeviceGray /BitsPerComponent 8", "00 FF 80", "00 FF 80")]
    [InlineData("/ColorSpace /DeviceGray /BitsPerComponent 8 /Decode [1 0]", "00 FF 80", "FF 00 7F")]
    [InlineData("/ColorSpace /CalGray /BitsPerComponent 4", "0F 80", "00 FF 88")]
    [InlineData("/ColorSpace /DeviceGray /BitsPerComponent 2", "1B", "00 55 AA")]
    [InlineData("/ColorSpace /DeviceGray /BitsPerComponent 16", "0012 FF34 8056", "00 FF 80")]
    [InlineData("/ColorSpace /DeviceRGB /BitsPerComponent 8", "000000 FFFFFF 00FF00", "00 FF 95")]
    [InlineData("/ColorSpace /DeviceCMYK /BitsPerComponent 8", "00000000 000000FF FFFFFF00", "FF 00 00")]
    [InlineData("/ColorSpace [/Indexed /DeviceRGB 2 <000000FFFFFF00FF00>] /BitsPerComponent 8", "02 01 00", "95 FF 00")]
    [InlineData("/ColorSpace [/Indexed /DeviceGray 3 <0040FF10>] /BitsPerComponent 2", "1B", "00 40 FF")]
    [InlineData("/ColorSpace [/ICCBased 9 0 R] /BitsPerComponent 8", "000000 FFFFFF 00FF00", "00 FF 95")]
    [InlineData("/ColorSpace [/Separation /Black /DeviceGray << >>] /BitsPerComponent 8", "FF 00 40", "00 FF BF")]
    [InlineData("/ColorSpace [/DeviceN [/A /B] /DeviceGray << >>] /BitsPerComponent 8", "FFFF 0000 2020", "00 FF BF")]
    [InlineData("/ColorSpace [/Lab << >>] /BitsPerComponent 8", "000000 FF0000 800000", "00 FF 80")]
    public async Task Samples_become_grey_bitmaps(string entries, string row, string expected)
    {
        var pixel = Convert.FromHexString(row.Replace(" ", "", StringComparison.Ordinal));
        var image = Assert.Single(await ImagesAsync($"/Type /XObject /Subtype /Image /Width 8 /Height 8 {entries}", Fill(pixel, entries)));
        Assert.Equal("image/x-portable-anymap", image.MediaType);
        Assert.StartsWith("P5\n8 8\n255\n", Encoding.Latin1.GetString(image.Content.Span), StringComparison.Ordinal);
        Assert.Equal(Convert.FromHexString(expected.Replace(" ", "", StringComparison.Ordinal)), image.Content.Slice(11, 3).ToArray());
    }

    [Theory]
    [InlineData("/ImageMask true", true)]
    [InlineData("/ImageMask true /Decode [1 0]", false)]
    [InlineData("/ColorSpace /DeviceGray /BitsPerComponent 1", true)]
    [InlineData("/ColorSpace [/Indexed /DeviceGray 1 <FF00>] /BitsPerComponent 1", false)]
    public async Task A_bit_a_pixel_stays_a_bit_and_ink_is_one(string entries, bool isZeroInk)
    {
        var image = Assert.Single(await ImagesAsync($"{Size} {entries}", [.. Enumerable.Repeat((byte)0x0F, 16)]));
        Assert.StartsWith("P4\n16 8\n", Encoding.Latin1.GetString(image.Content.Span), StringComparison.Ordinal);
        Assert.Equal(isZeroInk ? 0xF0 : 0x0F, image.Content.Span[8]);
    }

    [Theory]
    [InlineData(90, "8 16", 7)]
    [InlineData(180, "16 8", 127)]
    [InlineData(270, "8 16", 120)]
    public async Task Bitmaps_are_turned_as_the_page_is(int rotation, string size, int place)
    {
        byte[] samples = [0xAB, .. new byte[127]];
        var image = Assert.Single(await ImagesAsync($"{Size} /ColorSpace /DeviceGray /BitsPerComponent 8", samples, $"/Rotate {rotation}"));
        Assert.StartsWith($"P5\n{size}\n255\n", Encoding.Latin1.GetString(image.Content.Span), StringComparison.Ordinal);
        Assert.Equal((0xAB, 0), (image.Content.Span[^(128 - place)], image.Rotation));
        var photo = Assert.Single(await ImagesAsync($"{Size} /Filter /DCTDecode", samples, $"/Rotate {rotation}"));
        Assert.Equal(rotation, photo.Rotation);
    }

    [Fact]
    public async Task Of_layers_in_one_place_the_finest_is_read_and_others_from_the_top_down()
    {
        var pdf = MiniPdf.WithPages("q 612 0 0 390 0 0 cm /A Do /B Do Q q 612 0 0 390 0 400 cm /C Do Q");
        int Image(int size, byte mark) => pdf.AddStream($"/Type /XObject /Subtype /Image /Width {size} /Height {size} /Filter /DCTDecode", [mark]);
        pdf.Replace(3, Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /A {Image(100, 1)} 0 R /B {Image(200, 2)} 0 R /C {Image(50, 3)} 0 R >> >> >>"));
        var engine = new Engine(_ => []);
        await PdfReading.ReadAsync(pdf.Build(), ocr: engine);
        Assert.Equal([3, 2], engine.Seen.Select(i => (int)i.Content.Span[0]));
        Assert.Equal([0, 0], engine.Seen.Select(i => i.Resolution)); // too coarse to be a scan's
    }

    [Theory]
    [InlineData("/Filter /JBIG2Decode", "a JBIG2 image cannot be read: it has no page")]
    [InlineData("/ColorSpace /Pattern /BitsPerComponent 8", "format")]
    [InlineData("/Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8", "too large")]
    [InlineData("/Filter /CCITTFaxDecode /DecodeParms << /K -1 /EncodedByteAlign true >>", "CCITTFaxDecode")]
    public async Task An_image_that_cannot_be_taken_out_is_told(string entries, string why)
    {
        var engine = new Engine(_ => []);
        var result = await PdfReading.ReadAsync(ScanOf($"{Size} {entries}", [1, 2, 3], "").Build(), ocr: engine);
        Assert.Empty(engine.Seen);
        Assert.Contains(why, Assert.Single(result.Events, e => e.Kind == ReadEventKind.NeedsOcr).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/BPC 1 /CS /G /D [1 0] /IM false", "")]
    [InlineData("/BitsPerComponent 1 /ColorSpace /Own /Decode [1 0]", "")]
    [InlineData("/IM true /D [1 0] /F [/AHx]", "hex")]
    [InlineData("/BPC 1 /CS /G /D [1 0] /F /Fl", "flate")]
    public async Task Inline_images_that_cover_a_page_are_taken_out_like_others(string entries, string coding)
    {
        byte[] data = coding switch
        {
            "hex" => Encoding.ASCII.GetBytes(Convert.ToHexString(ScannedPage.Bits) + ">"),
            "flate" => MiniPdf.Deflate(Encoding.Latin1.GetString(ScannedPage.Bits)),
            _ => ScannedPage.Bits,
        };
        var image = Assert.Single(await InlineImagesAsync("612 0 0 792 0 0 cm", entries, data));
        Assert.Equal("image/x-portable-anymap", image.MediaType);
        Assert.Equal([.. "P4\n667 313\n"u8, .. ScannedPage.Bits], image.Content.ToArray());
        Assert.Empty(await InlineImagesAsync("60 0 0 79 0 0 cm", entries, data));
        Assert.Empty(await InlineImagesAsync("/OC /Hidden BDC 612 0 0 792 0 0 cm", entries, data));
    }

    [Fact]
    public async Task Inline_images_that_are_files_are_handed_on_as_they_are()
    {
        var fax = Assert.Single(await InlineImagesAsync("612 0 0 792 0 0 cm", "/BPC 1 /CS /G /F /CCF /DP << /K -1 /Columns 667 >>", ScannedPage.Fax));
        Assert.Equal(("image/tiff", 667), (fax.MediaType, Fields(fax.Content.Span)[256]));
        byte[] photo = [0xFF, 0xD8, 1, 2, 0xFF, 0xD9];
        Assert.Equal(photo, Assert.Single(await InlineImagesAsync("612 0 0 792 0 0 cm", "/F /DCT", photo)).Content.ToArray());
    }

    private static async Task<List<OcrImage>> InlineImagesAsync(string before, string entries, byte[] data)
    {
        var engine = new Engine(_ => []);
        var pdf = MiniPdf.WithResources("", "/ColorSpace << /Own [/CalGray << >>] >> /Properties << /Hidden 5 0 R >>");
        pdf.Add("<< /Type /OCG /Name (hidden) >>");
        pdf.Replace(1, "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> >>"u8.ToArray());
        pdf.Replace(4, MiniPdf.StreamBody("", [.. Encoding.ASCII.GetBytes($"{before} BI /W 667 /H 313 {entries} ID "), .. data, .. "\nEI"u8]));
        await PdfReading.ReadAsync(pdf.Build(), ocr: engine);
        return engine.Seen;
    }

    [Fact]
    public async Task A_jbig2_scan_goes_to_the_engine_as_bits_turned_as_the_page_is()
    {
        var engine = new Engine(_ => []);
        await PdfReading.ReadAsync(Jbig2.Jbig2Writer.Pdf().Build(), ocr: engine);
        var image = Assert.Single(engine.Seen);
        Assert.Equal(("image/x-portable-anymap", 150), (image.MediaType, image.Resolution));
        Assert.Equal(Jbig2.Picture.OfBits(ScannedPage.Bits, 667, 313).Rows, Jbig2.Picture.OfBits(image.Content.Span["P4\n667 313\n".Length..], 667, 313).Rows);

        // Without a word on how samples are to be understood, there is but one way.
        var (data, globals) = Jbig2.Jbig2Writer.Scan(Jbig2.Picture.OfBits(ScannedPage.Bits, 667, 313));
        var bare = ScannedPage.Pdf("/Filter [/JBIG2Decode] /DecodeParms [<< /JBIG2Globals 6 0 R >>]", data, "/Rotate 180");
        bare.AddStream("", globals);
        await PdfReading.ReadAsync(bare.Build(), ocr: engine);
        Assert.StartsWith("P5\n667 313\n255\n", Encoding.Latin1.GetString(engine.Seen[1].Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scans_of_others_give_their_images()
    {
        foreach (var (name, type) in new[] { ("pypdf__imagemagick-CCITTFaxDecode.pdf", "image/tiff"), ("tika__testPDF_jpeg2000.pdf", "image/jp2"), ("pdfminer__pdf-with-jbig2.pdf", "image/x-portable-anymap") })
        {
            var engine = new Engine(_ => []);
            await PdfReading.ReadAsync(await File.ReadAllBytesAsync(Path.Combine(ConformanceData.Folder("pdf"), "image-only-no-text", name)), ocr: engine);
            Assert.Contains(type, engine.Seen.Select(i => i.MediaType));
        }
    }

    private static async Task<List<OcrImage>> ImagesAsync(string entries, byte[] data, string page = "")
    {
        var engine = new Engine(_ => []);
        await PdfReading.ReadAsync(ScanOf(entries, data, page).Build(), ocr: engine);
        return engine.Seen;
    }

    private static MiniPdf ScanOf(string entries, byte[] data, string page)
    {
        var pdf = MiniPdf.WithPages("612 0 0 792 0 0 cm /Im Do");
        var image = pdf.AddStream(entries, data);
        pdf.Replace(3, Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /Im {image} 0 R >> >> {page} >>"));
        while (pdf.Add("<< /N 3 >>") < 9)
        {
            // Up to object 9, a colour profile of three components.
        }

        return pdf;
    }

    // Eight rows of eight pixels, the first of which are given.
    private static byte[] Fill(byte[] pixels, string entries)
    {
        var bits = int.Parse(entries.Split("BitsPerComponent ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var components = entries.Contains("RGB /", StringComparison.Ordinal) || entries.Contains("ICC", StringComparison.Ordinal) || entries.Contains("Lab", StringComparison.Ordinal) ? 3
            : entries.Contains("CMYK", StringComparison.Ordinal) ? 4 : entries.Contains("DeviceN ", StringComparison.Ordinal) ? 2 : 1;
        var data = new byte[bits * components * 8];
        pixels.CopyTo(data, 0);
        return data;
    }

    private static Dictionary<int, int> Fields(ReadOnlySpan<byte> tiff)
    {
        var fields = new Dictionary<int, int>();
        var at = BinaryPrimitives.ReadInt32LittleEndian(tiff[4..]);
        for (var i = 0; i < BinaryPrimitives.ReadInt16LittleEndian(tiff[at..]); i++)
            fields[BinaryPrimitives.ReadUInt16LittleEndian(tiff[(at + 2 + 12 * i)..])] = BinaryPrimitives.ReadInt32LittleEndian(tiff[(at + 10 + 12 * i)..]);
        return fields;
    }

    // Readable characters in one font, and others in one that does not tell what its codes mean.
    private static MiniPdf Undecodable(string readable, string not) => MiniPdf.WithResources(
        $"BT /G 12 Tf 72 700 Td ({readable}) Tj /F 12 Tf <{string.Concat(not.Select(_ => "0041"))}> Tj ET",
        "/Font << /G << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >>");

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public void Advance(TimeSpan span) => _ticks += span.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;
    }

    private sealed class Engine(Func<OcrImage, IReadOnlyList<string>> recognize) : IOcrEngine
    {
        public List<OcrImage> Seen { get; } = [];

        public string Fingerprint => "engine";

        public Task<IReadOnlyList<string>> RecognizeAsync(OcrImage image, CancellationToken cancellationToken = default)
        {
            Seen.Add(image);
            return Task.FromResult(recognize(image));
        }
    }
}
