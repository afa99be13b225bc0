namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes a bitmap made of patterns on a grid (T.88, 6.6 and 7.4.5).</summary>
internal static class HalftoneRegion
{
    private const int WorkPerCell = 32;

    public static Jbig2Bitmap Read(BitReader reader, in RegionInfo info, IReadOnlyList<Jbig2Bitmap> patterns, Jbig2Budget budget)
    {
        var flags = reader.Byte();
        var (columns, rows) = (reader.UInt32(), reader.UInt32());
        var grid = new HalftoneGrid(reader.Int32(), reader.Int32(), reader.UInt16(), reader.UInt16());
        var bitmap = budget.Bitmap(info.Width, info.Height);
        if ((flags & 1 << 7) != 0) bitmap.Fill();
        var skipped = (flags & 1 << 3) != 0 ? Skipped(bitmap, grid, columns, rows, patterns[0], budget) : null;
        var planes = Planes(reader, flags, columns, rows, SymbolCodes.Bits(patterns.Count), skipped, budget);
        var operation = (CombinationOperator)Math.Min(flags >> 4 & 7, (int)CombinationOperator.Replace);
        for (var m = 0; m < rows && columns > 0; m++)
        {
            budget.Spend(columns * (WorkPerCell + (long)patterns[0].Stride * patterns[0].Height * 8));
            for (var n = 0; n < columns; n++)
            {
                var value = 0;
                foreach (var plane in planes) value = value << 1 | plane[n, m];
                var (x, y) = grid.Place(m, n);
                bitmap.Draw(patterns[Math.Min(value, patterns.Count - 1)], x, y, operation);
            }
        }

        return bitmap;
    }

    // Patterns that would lie outside have no value.
    private static Jbig2Bitmap Skipped(Jbig2Bitmap bitmap, HalftoneGrid grid, long columns, long rows, Jbig2Bitmap pattern, Jbig2Budget budget)
    {
        var skipped = budget.Bitmap(columns, rows);
        for (var m = 0; m < skipped.Height; m++)
        {
            budget.Check();
            for (var n = 0; n < skipped.Width; n++)
            {
                var (x, y) = grid.Place(m, n);
                if (x + pattern.Width <= 0 || x >= bitmap.Width || y + pattern.Height <= 0 || y >= bitmap.Height) skipped.Set(n, m);
            }
        }

        return skipped;
    }

    // The bits of the values, the uppermost first, each plane but that one as where it differs from the one before (annex C.5).
    private static List<Jbig2Bitmap> Planes(BitReader reader, int flags, long columns, long rows, int count, Jbig2Bitmap? skipped, Jbig2Budget budget)
    {
        var template = GenericTemplate.Get(flags >> 1 & 3);
        var region = new GenericRegion(template, template.UsualPlaces) { Skipped = skipped };
        var isFax = (flags & 1) != 0;
        var (decoder, contexts) = (isFax ? null : new MqDecoder(reader), template.NewContexts());
        var planes = new List<Jbig2Bitmap>();
        for (var i = 0; i < count; i++)
        {
            var plane = decoder is null ? MmrDecoder.Decode(reader, columns, rows, budget) : region.Decode(decoder, contexts, columns, rows, budget);
            if (i > 0) plane.Draw(planes[^1], 0, 0, CombinationOperator.Xor);
            planes.Add(plane);
        }

        return planes;
    }
}

/// <summary>Where patterns lie, in pixels times 256.</summary>
internal readonly record struct HalftoneGrid(int X, int Y, int StepX, int StepY)
{
    public (long X, long Y) Place(int row, int column) =>
        (X + (long)row * StepY + (long)column * StepX >> 8, Y + (long)row * StepX - (long)column * StepY >> 8);
}
