using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>What encoders written from the specification encode is what comes out.</summary>
public class Jbig2RoundTripTests
{
    private static readonly Func<int, int, int>[] Operators = [(a, b) => a | b, (a, b) => a & b, (a, b) => a ^ b, (a, b) => 1 ^ a ^ b, (_, b) => b];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Generic_regions_of_all_templates_with_moved_pixels_and_typical_rows(int template)
    {
        var random = new Random(template);
        foreach (var (width, height) in new[] { (1, 1), (7, 3), (64, 40), (131, 57), (8, 200) })
        {
            var picture = Picture.Random(width, height, random);
            (int X, int Y)[] moved = [.. RegionEncoder.UsualPlaces[template].Select(_ => (random.Next(-128, 128), random.Next(-9, 0)))];
            moved[0] = (-random.Next(1, 128), 0);
            foreach (var places in new[] { RegionEncoder.UsualPlaces[template], moved })
            {
                foreach (var hasTypicalRows in new[] { false, true })
                {
                    var data = new Jbig2Writer().Page(width, height).AddRegion(38, picture, Jbig2Writer.Generic(picture, template, hasTypicalRows, places)).Bytes;
                    Assert.Equal(picture.Rows, Decode(data, width, height));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void Corrections_of_a_region_and_of_the_page(int template, bool hasTypicalRows)
    {
        var random = new Random(7);
        var old = Picture.Random(90, 50, random);
        var worn = old.Worn(random);
        foreach (var places in new[] { [(-1, -1), (-1, -1)], new[] { (-20, -3), (9, 14) } })
        {
            var encoder = new MqEncoder();
            RegionEncoder.Refinement(encoder, RegionEncoder.NewContexts(), worn, old, 0, 0, template, places, hasTypicalRows);
            byte[] data = [(byte)(template | (hasTypicalRows ? 2 : 0)), .. template == 0 ? Jbig2Writer.Places(places) : [], .. encoder.Finish()];
            var region = new Jbig2Writer().Page(90, 50).AddRegion(36, old, Jbig2Writer.Generic(old, 0)).AddRegion(42, worn, data, referred: [1]).Bytes;
            Assert.Equal(worn.Rows, Decode(region, 90, 50));
            var page = new Jbig2Writer().Page(90, 50).AddRegion(38, old, Jbig2Writer.Generic(old, 0)).AddRegion(42, worn, data, operation: 4).Bytes;
            Assert.Equal(worn.Rows, Decode(page, 90, 50));
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Texts_by_all_corners_in_both_directions(int corner, bool isTransposed)
    {
        var random = new Random(corner);
        foreach (var stripBits in new[] { 0, 2 })
        {
            foreach (var operation in new[] { 0, 1, 2, 3 })
            {
                var symbols = Enumerable.Range(0, 9).Select(i => Picture.Random(random.Next(1, 20), 4 + i / 2, random)).ToList();
                var text = Enumerable.Range(0, 40).Select(_ => random.Next(9)).Select(id => new Placed(id, random.Next(-5, 95), random.Next(-5, 65), random.Next(3) > 0 ? null
                    : Picture.Random(symbols[id].Width + random.Next(3), symbols[id].Height + random.Next(3), random))).ToList();
                var encoder = new MqEncoder();
                var template = operation & 1;
                new TextEncoder(encoder, 4, RegionEncoder.NewContexts()) { IsRefined = true, StripBits = stripBits, Corner = corner, IsTransposed = isTransposed, Spacing = -3, RefinementTemplate = template }.Encode(symbols, text);
                var flags = 2 | stripBits << 2 | corner << 4 | (isTransposed ? 1 << 6 : 0) | operation << 7 | 1 << 9 | (-3 & 31) << 10 | template << 15;
                var expected = new Picture(100, 70);
                for (var i = 0; i < 7000; i++) expected[i % 100, i / 100] = 1;
                var shift = (isTransposed ? (Func<Placed, int>)(p => p.X + (corner is 2 or 3 ? (p.Refined ?? symbols[p.Id]).Width - 1 : 0)) : p => p.Y + (corner is 0 or 2 ? (p.Refined ?? symbols[p.Id]).Height - 1 : 0));
                foreach (var placed in text.GroupBy(p => shift(p) >> stripBits).OrderBy(g => g.Key).SelectMany(g => g)) expected.Draw(placed.Refined ?? symbols[placed.Id], placed.X, placed.Y, Operators[operation]);
                byte[] data = [.. Jbig2Writer.U16(flags), .. template == 0 ? Jbig2Writer.Places([(-1, -1), (-1, -1)]) : [], .. Jbig2Writer.U32(text.Count), .. encoder.Finish()];
                var file = new Jbig2Writer().Add(0, Jbig2Writer.Symbols(symbols, corner)).Page(100, 70).AddRegion(6, expected, data, referred: [0]).Bytes;
                Assert.Equal(expected.Rows, Decode(file, 100, 70));
            }
        }
    }

    [Fact]
    public void Dictionaries_take_symbols_from_others_correct_them_put_them_together_and_go_on_learning()
    {
        var random = new Random(3);
        List<Picture> old = [.. Enumerable.Range(0, 4).Select(_ => Picture.Random(12, 10, random))];
        var contexts = RegionEncoder.NewContexts();
        var first = Jbig2Writer.Symbols(old, 1, flags: 1 << 9, contexts);
        List<Picture> more = [.. Enumerable.Range(0, 3).Select(_ => Picture.Random(9, 11, random))];

        // One corrected symbol, and one of two others side by side, one of these corrected.
        var (worn, part) = (old[1].Worn(random), old[0].Worn(random));
        var pair = new Picture(24, 10);
        pair.Draw(part, 0, 0, Operators[0]);
        pair.Draw(worn, 12, 0, Operators[0]);
        var encoder = new MqEncoder();
        IntegerEncoder height = new(encoder), width = new(encoder), parts = new(encoder), export = new(encoder);
        var text = new TextEncoder(encoder, 3, RegionEncoder.NewContexts()) { IsRefined = true, RefinementTemplate = 1 };
        height.Encode(10);
        width.Encode(12);
        parts.Encode(1);
        text.EncodeOne(worn, old[1], 1);
        width.Encode(12);
        parts.Encode(2);
        text.Encode([.. old, worn], [new Placed(0, 0, 0, part), new Placed(4, 12, 0)]);
        width.Encode(null);
        foreach (var run in new[] { 1, 2, 2, 1 }) export.Encode(run); // the first, the fourth and the fifth are left out
        byte[] third = [.. Jbig2Writer.U16(2 | 1 << 12), .. Jbig2Writer.Places(RegionEncoder.UsualPlaces[0]), .. Jbig2Writer.U32(3), .. Jbig2Writer.U32(2), .. encoder.Finish()];

        List<Picture> symbols = [old[1], old[2], pair, .. more];
        var shown = new MqEncoder();
        new TextEncoder(shown, 3, []).Encode(symbols, symbols.Select((_, i) => new Placed(i, i * 25, 2)));
        var expected = new Picture(150, 20);
        for (var i = 0; i < symbols.Count; i++) expected.Draw(symbols[i], i * 25, 2, Operators[0]);
        var file = new Jbig2Writer().Add(0, first).Add(0, third, [0]).Add(0, GoingOn(), [0]).Page(150, 20)
            .AddRegion(6, expected, [.. Jbig2Writer.U16(1 << 4), .. Jbig2Writer.U32(6), .. shown.Finish()], referred: [1, 2]).Bytes;
        Assert.Equal(expected.Rows, Decode(file, 150, 20));

        // Takes the symbols of the first as well, but exports its own alone.
        byte[] GoingOn()
        {
            var again = new MqEncoder();
            IntegerEncoder h = new(again), w = new(again), e = new(again);
            h.Encode(11);
            for (var i = 0; i < more.Count; i++)
            {
                w.Encode(i == 0 ? 9 : 0);
                RegionEncoder.Generic(again, contexts, more[i], 1, RegionEncoder.UsualPlaces[1]);
            }

            w.Encode(null);
            e.Encode(4);
            e.Encode(3);
            return [.. Jbig2Writer.U16(1 << 8 | 1 << 10), .. Jbig2Writer.Places(RegionEncoder.UsualPlaces[1]), .. Jbig2Writer.U32(3), .. Jbig2Writer.U32(3), .. again.Finish()];
        }
    }

    [Fact]
    public void A_page_of_unknown_height_takes_stripes_and_a_region_of_unknown_length()
    {
        var random = new Random(5);
        var (upper, lower) = (Picture.Random(40, 16, random), Picture.Random(40, 24, random));
        byte[] unknown = [.. Jbig2Writer.U32(40), .. Jbig2Writer.U32(999), .. Jbig2Writer.U32(0), .. Jbig2Writer.U32(0), 0, .. Jbig2Writer.Generic(upper, 0), .. Jbig2Writer.U32(16)];
        var file = new Jbig2Writer().Page(40, uint.MaxValue).Add(38, unknown, hasLength: false).Add(50, Jbig2Writer.U32(15))
            .AddRegion(38, lower, Jbig2Writer.Generic(lower, 2), y: 16).Add(50, Jbig2Writer.U32(39)).Add(49, []).Bytes;
        Assert.Equal([.. upper.Rows, .. lower.Rows], Decode(file, 40, 40));
        Assert.Equal(upper.Rows, Decode(file, 40, 16));
    }

    [Fact]
    public void Regions_are_drawn_with_all_operators_anywhere_on_white_and_black_pages()
    {
        var random = new Random(9);
        foreach (var flags in new[] { 0, 1 << 2 })
        {
            for (var i = 0; i < 40; i++)
            {
                var (region, x, y, operation) = (Picture.Random(random.Next(1, 40), random.Next(1, 20), random), random.Next(-30, 50), random.Next(-15, 25), i % 5);
                var under = Picture.Random(45, 22, random);
                var expected = new Picture(45, 22);
                for (var p = 0; p < 45 * 22; p++) expected[p % 45, p / 45] = flags == 0 ? 0 : 1;
                expected.Draw(under, 0, 0, Operators[2]);
                expected.Draw(region, x, y, Operators[operation]);
                var file = new Jbig2Writer().Page(45, 22, flags).AddRegion(38, under, Jbig2Writer.Generic(under, 3), operation: 2).AddRegion(38, region, Jbig2Writer.Generic(region, 3), x, y, operation).Bytes;
                Assert.Equal(expected.Rows, Decode(file, 45, 22));
            }
        }
    }

    private static string[] Decode(byte[] data, int width, int height) =>
        Picture.OfBits(Jbig2Decoder.Decode(data, null, width, height, PdfReading.Budget()), width, height, ink: 0).Rows;
}
