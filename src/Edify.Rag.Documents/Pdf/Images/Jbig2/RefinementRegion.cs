namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes a bitmap as a correction of another (T.88, 6.3).</summary>
/// <param name="Template">Which pixels of both make a context: 0 takes 13, 1 takes 10.</param>
/// <param name="Places">Where the adaptive pixels of template 0 are: the first in the new bitmap, the second in the other.</param>
/// <param name="HasTypicalRows">Whether pixels in even surroundings may be left out of rows.</param>
internal sealed record RefinementRegion(int Template, (int X, int Y)[] Places, bool HasTypicalRows = false)
{
    public static byte[] NewContexts() => new byte[1 << 13];

    /// <summary>Reads where the adaptive pixels are; template 1 has none.</summary>
    public static (int X, int Y)[] ReadPlaces(BitReader reader, int template) =>
        template == 1 ? [] : [(reader.SignedByte(), reader.SignedByte()), (reader.SignedByte(), reader.SignedByte())];

    /// <summary>Decodes the bitmap.</summary>
    /// <param name="decoder">The data.</param>
    /// <param name="contexts">What was learnt so far.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="reference">The other.</param>
    /// <param name="dx">How far right in the new one the other lies.</param>
    /// <param name="dy">How far down.</param>
    /// <param name="budget">What it may cost.</param>
    public Jbig2Bitmap Decode(MqDecoder decoder, byte[] contexts, long width, long height, Jbig2Bitmap reference, int dx, int dy, Jbig2Budget budget)
    {
        if (Math.Abs((long)dx) > Jbig2Budget.MaxPixels || Math.Abs((long)dy) > Jbig2Budget.MaxPixels) throw new Jbig2Exception("a bitmap lies too far from the one it is made of");
        if (Places.Length > 0 && Places[0] is { Y: > 0 } or { Y: 0, X: >= 0 }) throw new Jbig2Exception("an adaptive pixel is not decoded before it is used");
        var bitmap = budget.Bitmap(width, height);
        var isTypical = 0;
        for (var y = 0; y < bitmap.Height; y++)
        {
            budget.Check();
            if (HasTypicalRows) isTypical ^= decoder.Decode(contexts, Template == 0 ? 0x100 : 0x80);
            for (var x = 0; x < bitmap.Width; x++)
            {
                var (rx, ry) = (x - dx, y - dy);
                var bit = isTypical == 1 && IsEven(reference, rx, ry) ? reference[rx, ry] : decoder.Decode(contexts, Context(bitmap, x, y, reference, rx, ry));
                if (bit == 1) bitmap.Set(x, y);
            }
        }

        return bitmap;
    }

    private int Context(Jbig2Bitmap b, int x, int y, Jbig2Bitmap r, int rx, int ry)
    {
        var own = b[x - 1, y] | b[x + 1, y - 1] << 1 | b[x, y - 1] << 2;
        if (Template == 1)
        {
            return own | b[x - 1, y - 1] << 3 | r[rx + 1, ry + 1] << 4 | r[rx, ry + 1] << 5 | r[rx + 1, ry] << 6
                | r[rx, ry] << 7 | r[rx - 1, ry] << 8 | r[rx, ry - 1] << 9;
        }

        return own | b[x + Places[0].X, y + Places[0].Y] << 3 | r[rx + 1, ry + 1] << 4 | r[rx, ry + 1] << 5 | r[rx - 1, ry + 1] << 6
            | r[rx + 1, ry] << 7 | r[rx, ry] << 8 | r[rx - 1, ry] << 9 | r[rx + 1, ry - 1] << 10 | r[rx, ry - 1] << 11
            | r[rx + Places[1].X, ry + Places[1].Y] << 12;
    }

    private static bool IsEven(Jbig2Bitmap reference, int x, int y)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += reference[x + i % 3 - 1, y + i / 3 - 1];
        return sum is 0 or 9;
    }
}
