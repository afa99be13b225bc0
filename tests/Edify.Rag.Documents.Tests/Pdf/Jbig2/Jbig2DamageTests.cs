using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

public class Jbig2DamageTests
{
    [Fact]
    public void Damaged_images_are_decoded_or_refused_with_the_typed_error()
    {
        var random = new Random(20261121);
        var (data, globals) = Jbig2Writer.Scan(Picture.Random(200, 90, random));
        byte[][] seeds = [[.. globals, .. data], .. Jbig2ExampleTests.Pages];
        var refused = 0;
        for (var i = 0; i < 1500; i++)
        {
            var damaged = seeds[i % seeds.Length].ToList();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(damaged.Count);
                if (random.Next(4) > 0) damaged[at] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => damaged[at] ^ 1 << random.Next(8), _ => random.Next(256) });
                else if (random.Next(2) == 0) damaged.RemoveRange(at, Math.Min(random.Next(1, 8), damaged.Count - at - 1));
                else damaged.InsertRange(at, damaged.GetRange(at, Math.Min(8, damaged.Count - at)));
            }

            try
            {
                Jbig2Decoder.Decode([.. damaged], null, 200, 90, PdfReading.Budget(new DocumentLimits { MaxInflatedBytes = 1L << 30 }));
            }
            catch (Jbig2Exception)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Case {i} raised {e}");
            }
        }

        Assert.InRange(refused, 300, 1450);
    }

    [Theory]
    [InlineData("a page of four thousand million pixels each way", "too large")]
    [InlineData("a dictionary of four thousand million symbols", "too many symbols")]
    [InlineData("a text of four thousand million symbols", "")] // what stands behind the end is noise, and so is what is wrong with it
    [InlineData("a halftone of a thousand million cells", "too large")]
    [InlineData("region upon region", "too much work")]
    [InlineData("no page", "no page")]
    public void Headers_that_promise_the_earth_cost_nothing(string what, string why)
    {
        var small = Picture.Random(8, 8, new Random(1));
        var symbols = Jbig2Writer.Symbols([small], 0);
        var page = new Jbig2Writer();
        var file = what switch
        {
            "a page of four thousand million pixels each way" => page.Page(-1, 0xFFFFFFFE),
            "a dictionary of four thousand million symbols" => page.Add(0, [.. symbols[..10], .. Jbig2Writer.U32(-1), .. Jbig2Writer.U32(-1), .. symbols[18..]]),
            "a text of four thousand million symbols" => page.Add(0, symbols).Page(8, 8).AddRegion(6, small, [.. Jbig2Writer.U16(1 << 4), .. Jbig2Writer.U32(-1), 1, 2, 3], referred: [0]),
            "a halftone of a thousand million cells" => page.Add(16, [0, 1, 1, 0, 0, 0, 1, 0, 0]).Page(8, 8)
                .AddRegion(22, small, [0, .. Jbig2Writer.U32(40_000), .. Jbig2Writer.U32(40_000), .. new byte[14]], referred: [0]),
            "region upon region" => Many(page.Page(8, 8)),
            _ => page.AddRegion(38, small, Jbig2Writer.Generic(small, 0)),
        };
        var error = Assert.Throws<Jbig2Exception>(() => Jbig2Decoder.Decode(file.Bytes, null, 8, 8, PdfReading.Budget()));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_inflated_bytes_and_cancellation_bind()
    {
        var file = new Jbig2Writer().Page(5000, 5000).Bytes;
        var error = Assert.Throws<DocumentReadException>(() => Jbig2Decoder.Decode(file, null, 8, 8, PdfReading.Budget(new DocumentLimits { MaxInflatedBytes = 1 << 20 })));
        Assert.Equal(nameof(DocumentLimits.MaxInflatedBytes), error.Limit);
        var cancelled = new PdfBudget(new DocumentContext { Name = "a.pdf" }, new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => Jbig2Decoder.Decode(file, null, 8, 8, cancelled));
    }

    // A fax of white rows, each a bit long.
    private static Jbig2Writer Many(Jbig2Writer file)
    {
        var large = new Picture(9000, 1);
        for (var i = 0; i < 10; i++) file.Add(36, [.. Jbig2Writer.U32(large.Width), .. Jbig2Writer.U32(9000), .. new byte[9], 1, .. Enumerable.Repeat((byte)0xFF, 1200)]);
        return file;
    }
}
