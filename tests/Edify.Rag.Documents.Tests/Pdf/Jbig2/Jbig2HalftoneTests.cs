using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

public class Jbig2HalftoneTests
{
    private const int Patterns = 5;
    private const int Side = 4;
    private const int Columns = 17;
    private const int Rows = 13;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Halftones_on_turned_grids_with_cells_left_out(int template, bool leavesOut)
    {
        var random = new Random(template);
        var patterns = Enumerable.Range(0, Patterns).Select(_ => Picture.Random(Side, Side, random)).ToList();
        var (x, y, stepX, stepY) = (-3 * 256, 9 * 256 + 17, 900, 211);
        var (expected, skipped, values) = (new Picture(60, 50), new Picture(Columns, Rows), new int[Columns, Rows]);
        for (var m = 0; m < Rows; m++)
        {
            for (var n = 0; n < Columns; n++)
            {
                var (left, top) = ((x + m * stepY + n * stepX) >> 8, (y + m * stepX - n * stepY) >> 8);
                if (leavesOut && (left + Side <= 0 || left >= 60 || top + Side <= 0 || top >= 50)) skipped[n, m] = 1;
                else values[n, m] = random.Next(Patterns);
                if (skipped[n, m] == 0) expected.Draw(patterns[values[n, m]], left, top, (a, b) => a ^ b);
            }
        }

        byte[] grid = [.. Jbig2Writer.U32(Columns), .. Jbig2Writer.U32(Rows), .. Jbig2Writer.U32(x), .. Jbig2Writer.U32(y), .. Jbig2Writer.U16(stepX), .. Jbig2Writer.U16(stepY)];
        byte[] data = [(byte)(template << 1 | (leavesOut ? 8 : 0) | 2 << 4), .. grid, .. Planes(values, template, leavesOut ? skipped : null)];
        var file = new Jbig2Writer().Add(16, Dictionary(patterns, template)).Page(60, 50).AddRegion(22, expected, data, referred: [0]).Bytes;
        Assert.Equal(expected.Rows, Picture.OfBits(Jbig2Decoder.Decode(file, null, 60, 50, PdfReading.Budget()), 60, 50, ink: 0).Rows);
    }

    private static byte[] Dictionary(List<Picture> patterns, int template)
    {
        var all = new Picture(Patterns * Side, Side);
        for (var i = 0; i < Patterns; i++) all.Draw(patterns[i], i * Side, 0, (_, b) => b);
        var places = RegionEncoder.UsualPlaces[template].ToArray();
        places[0] = (-Side, 0);
        var encoder = new MqEncoder();
        RegionEncoder.Generic(encoder, RegionEncoder.NewContexts(), all, template, places);
        return [(byte)(template << 1), Side, Side, .. Jbig2Writer.U32(Patterns - 1), .. encoder.Finish()];
    }

    // Three bits a value, each plane but the uppermost as where it differs from the one above it.
    private static byte[] Planes(int[,] values, int template, Picture? skipped)
    {
        var (encoder, contexts) = (new MqEncoder(), RegionEncoder.NewContexts());
        for (var bit = 2; bit >= 0; bit--)
        {
            var plane = new Picture(Columns, Rows);
            for (var m = 0; m < Rows; m++)
                for (var n = 0; n < Columns; n++) plane[n, m] = (values[n, m] ^ values[n, m] >> 1) >> bit & 1;
            RegionEncoder.Generic(encoder, contexts, plane, template, RegionEncoder.UsualPlaces[template], skipped: skipped);
        }

        return encoder.Finish();
    }
}
