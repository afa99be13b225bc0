using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

public class Jbig2HuffmanTests
{
    [Fact]
    public void Standard_tables_leave_no_code_and_no_number_out()
    {
        for (var number = 1; number <= 15; number++)
        {
            var lines = StandardTables.LinesOf(number).ToList();
            Assert.Equal(1.0, lines.Sum(l => Math.Pow(2, -l.Prefix)));
            var ranges = lines.Where(l => l.Kind == HuffmanLineKind.Range).OrderBy(l => l.Low).ToList();
            for (var i = 1; i < ranges.Count; i++) Assert.Equal(ranges[i].Low, ranges[i - 1].Low + (1L << ranges[i - 1].Range));
            foreach (var lower in lines.Where(l => l.Kind == HuffmanLineKind.Lower)) Assert.Equal(ranges[0].Low - 1, lower.Low);
        }
    }

    [Fact]
    public void Numbers_of_all_standard_tables_come_back()
    {
        for (var number = 1; number <= 15; number++)
        {
            var lines = StandardTables.LinesOf(number).ToList();
            var numbers = lines.SelectMany(l => l.Kind == HuffmanLineKind.OutOfBand ? [(int?)null]
                : l.Kind == HuffmanLineKind.Lower ? new int?[] { l.Low, l.Low - 1000 } : [l.Low, (int)Math.Min(l.Low + (1L << l.Range) - 1, 1 << 30)]).ToList();
            var writer = new HuffmanWriter();
            foreach (var value in numbers) writer.Number(lines, value);
            var reader = new BitReader(writer.Bytes);
            Assert.Equal(numbers, numbers.Select(_ => StandardTables.Get(number).Decode(reader)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Texts_with_corrections_and_tables_of_their_own(int template)
    {
        var random = new Random(11);
        List<Picture> symbols = [.. Enumerable.Range(0, 3).Select(_ => Picture.Random(10, 8, random))];
        var worn = symbols[2].Worn(random);
        HuffmanLine[] own = [new(0, 2, 3), new(8, 1, 4), new(-1, 3, 32, HuffmanLineKind.Lower), new(24, 3, 32)];
        var table = new HuffmanWriter().Bits(2 << 1 | 2 << 4, 8).Bits(0, 32).Bits(24, 32);
        foreach (var line in own.Take(2)) table.Bits(line.Prefix, 3).Bits(line.Range, 3);
        table.Bits(3, 3).Bits(3, 3);

        // Two strips of two rows; the second symbol of the first is corrected.
        var text = new HuffmanWriter();
        var codes = Enumerable.Range(0, 35).Select(i => i == 2 ? 1 : 0);
        foreach (var length in codes) text.Bits(length, 4);
        foreach (var _ in symbols) text.Bits(0, 1); // each symbol's code takes two bits
        text.Append([]);
        var data = new MqEncoder();
        RegionEncoder.Refinement(data, RegionEncoder.NewContexts(), worn, symbols[2], 0, 0, template, [(-1, -1), (-1, -1)]);
        var correction = data.Finish();
        text.Number(own, 0).Number(own, 2).Number(Table(6), 5).Bits(1, 1).Bits(0, 2).Bits(0, 1);
        text.Number(Table(8), 12).Bits(0, 1).Bits(2, 2).Bits(1, 1);
        for (var i = 0; i < 4; i++) text.Number(Table(14), 0);
        text.Number(Table(1), correction.Length).Append(correction).Number(Table(8), null);
        text.Number(own, 9).Number(Table(6), -3).Bits(0, 1).Bits(1, 2).Bits(0, 1).Number(Table(8), null);

        var expected = new Picture(60, 40);
        expected.Draw(symbols[0], 5, 5, (_, b) => b);
        expected.Draw(worn, 5 + 9 + 12, 4, (_, b) => b);
        expected.Draw(symbols[1], 2, 22, (_, b) => b);
        byte[] flags = [.. Jbig2Writer.U16(3 | 1 << 2 | 1 << 4 | template << 15), .. Jbig2Writer.U16(3 << 4), .. template == 0 ? Jbig2Writer.Places([(-1, -1), (-1, -1)]) : []];
        var file = new Jbig2Writer().Add(0, Jbig2Writer.Symbols(symbols, 0)).Add(53, table.Bytes).Page(60, 40)
            .AddRegion(6, expected, [.. flags, .. Jbig2Writer.U32(3), .. text.Bytes], referred: [0, 1]).Bytes;
        Assert.Equal(expected.Rows, Picture.OfBits(Jbig2Decoder.Decode(file, null, 60, 40, PdfReading.Budget()), 60, 40, ink: 0).Rows);
    }

    private static IEnumerable<HuffmanLine> Table(int number) => StandardTables.LinesOf(number);
}
