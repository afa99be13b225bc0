namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Pixels of one bit, 1 for ink, each row in whole bytes.</summary>
/// <remarks>Bits behind the width of a row may be anything.</remarks>
internal sealed class Jbig2Bitmap(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Stride { get; } = (width + 7) / 8;

    public byte[] Bits { get; } = new byte[(width + 7) / 8 * height];

    /// <summary>A pixel; 0 outside.</summary>
    public int this[int x, int y] =>
        (uint)x < (uint)Width && (uint)y < (uint)Height ? Bits[y * Stride + (x >> 3)] >> (7 - (x & 7)) & 1 : 0;

    public Span<byte> Row(int y) => Bits.AsSpan(y * Stride, Stride);

    public void Set(int x, int y) => Bits[y * Stride + (x >> 3)] |= (byte)(0x80 >> (x & 7));

    /// <summary>Makes all pixels 1.</summary>
    public void Fill() => Bits.AsSpan().Fill(0xFF);

    /// <summary>Draws another bitmap; what lies outside is cut off.</summary>
    /// <param name="source">The bitmap.</param>
    /// <param name="left">Where its left edge comes.</param>
    /// <param name="top">Where its top comes.</param>
    /// <param name="operation">How.</param>
    public void Draw(Jbig2Bitmap source, long left, long top, CombinationOperator operation)
    {
        if (left >= Width || top >= Height || left + source.Width <= 0 || top + source.Height <= 0) return;
        var lastMask = (byte)(0xFF << (source.Stride * 8 - source.Width));
        var (first, end) = ((int)Math.Max(0, -left / 8), (int)Math.Min(source.Stride, (Width - left + 7) / 8));
        for (var y = (int)Math.Max(0, -top); y < source.Height && top + y < Height; y++)
        {
            var from = source.Row(y);
            var to = Row((int)(top + y));
            for (var i = first; i < end; i++)
            {
                var mask = i == from.Length - 1 ? lastMask : (byte)0xFF;
                var at = (int)left + i * 8;
                var shift = 8 - (at & 7);
                Combine(to, at >> 3, (from[i] & mask) << shift >> 8, mask << shift >> 8, operation);
                if (shift < 8) Combine(to, (at >> 3) + 1, (from[i] & mask) << shift & 0xFF, mask << shift & 0xFF, operation);
            }
        }
    }

    /// <summary>Copies a part; pixels outside are 0.</summary>
    public void CopyTo(Jbig2Bitmap target, int left, int top) => target.Draw(this, -(long)left, -(long)top, CombinationOperator.Replace);

    private static void Combine(Span<byte> row, int at, int bits, int mask, CombinationOperator operation)
    {
        if ((uint)at >= (uint)row.Length) return;
        int old = row[at];
        row[at] = (byte)(operation switch
        {
            CombinationOperator.Or => old | bits,
            CombinationOperator.And => old & (bits | ~mask),
            CombinationOperator.Xor => old ^ bits,
            CombinationOperator.Xnor => old & ~mask | ~(old ^ bits) & mask,
            _ => old & ~mask | bits,
        });
    }
}
