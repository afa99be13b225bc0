namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes a bitmap pixel by pixel (T.88, 6.2).</summary>
/// <param name="Template">What a pixel is foretold from.</param>
/// <param name="Places">Where the template's adaptive pixels are.</param>
/// <param name="HasTypicalRows">Whether rows that are like the one above are told in one decision.</param>
internal sealed record GenericRegion(GenericTemplate Template, (int X, int Y)[] Places, bool HasTypicalRows = false)
{
    private const int Margin = 8; // of a row, so that no pixel's surroundings lie outside

    /// <summary>Pixels that are not coded, and 0.</summary>
    public Jbig2Bitmap? Skipped { get; init; }

    public Jbig2Bitmap Decode(MqDecoder decoder, byte[] contexts, long width, long height, Jbig2Budget budget)
    {
        var bitmap = budget.Bitmap(width, height);
        var moved = Moved();
        var rows = new byte[3][];
        for (var i = 0; i < 3; i++) rows[i] = new byte[bitmap.Width + 2 * Margin];
        var isTypical = 0;
        for (var y = 0; y < bitmap.Height; y++)
        {
            budget.Check();
            var (upper, middle, row) = (rows[(y + 1) % 3], rows[(y + 2) % 3], rows[y % 3]);
            if (HasTypicalRows) isTypical ^= decoder.Decode(contexts, Template.Typical);
            if (isTypical == 1) middle.CopyTo(row, 0);
            else DecodeRow(decoder, contexts, bitmap, y, moved, upper, middle, row);
            Pack(row, bitmap.Row(y));
        }

        return bitmap;
    }

    private void DecodeRow(MqDecoder decoder, byte[] contexts, Jbig2Bitmap bitmap, int y, (int X, int Y, int Bit)[] moved, byte[] upper, byte[] middle, byte[] row)
    {
        var (upperMask, middleMask, currentMask) = ((1 << Template.Upper) - 1, (1 << Template.Middle) - 1, (1 << Template.Current) - 1);
        var (upperAhead, middleAhead) = (Margin + Template.UpperAhead, Margin + Template.MiddleAhead);
        var (middleShift, upperShift) = (Template.Current, Template.Current + Template.Middle);
        int u = 0, m = 0, c = 0;
        for (var i = Margin; i < upperAhead; i++) u = u << 1 | upper[i];
        for (var i = Margin; i < middleAhead; i++) m = m << 1 | middle[i];
        for (var x = 0; x < bitmap.Width; x++)
        {
            u = (u << 1 | upper[x + upperAhead]) & upperMask;
            m = (m << 1 | middle[x + middleAhead]) & middleMask;
            var bit = 0;
            if (Skipped is null || Skipped[x, y] == 0)
            {
                var context = u << upperShift | m << middleShift | c;
                foreach (var (dx, dy, place) in moved)
                {
                    var pixel = dy < 0 ? bitmap[x + dx, y + dy] : x + dx >= 0 ? row[x + dx + Margin] : 0;
                    context = context & ~(1 << place) | pixel << place;
                }

                bit = decoder.Decode(contexts, context);
            }

            row[x + Margin] = (byte)bit;
            c = (c << 1 | bit) & currentMask;
        }
    }

    private (int X, int Y, int Bit)[] Moved()
    {
        var moved = new List<(int X, int Y, int Bit)>();
        for (var i = 0; i < Places.Length; i++)
        {
            var ((x, y), usual) = (Places[i], Template.Adaptive[i]);
            if (y > 0 || y == 0 && x >= 0) throw new Jbig2Exception("an adaptive pixel is not decoded before it is used");
            if ((x, y) != (usual.X, usual.Y)) moved.Add((x, y, usual.Bit));
        }

        return [.. moved];
    }

    private static void Pack(byte[] row, Span<byte> bits)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            var packed = 0;
            for (var x = 0; x < 8; x++) packed = packed << 1 | row[Margin + Math.Min(i * 8 + x, row.Length - Margin - 1)];
            bits[i] = (byte)packed;
        }
    }
}
