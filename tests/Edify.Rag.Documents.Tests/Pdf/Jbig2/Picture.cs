namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>Bitmaps of tests, a byte a pixel, 1 for ink.</summary>
internal sealed class Picture(int width, int height)
{
    private readonly byte[] _pixels = new byte[width * height];

    public int Width => width;

    public int Height => height;

    public int this[int x, int y]
    {
        get => x >= 0 && y >= 0 && x < width && y < height ? _pixels[y * width + x] : 0;
        set
        {
            if (x >= 0 && y >= 0 && x < width && y < height) _pixels[y * width + x] = (byte)value;
        }
    }

    /// <summary>Blots and lines, since neither noise nor emptiness is like a page.</summary>
    public static Picture Random(int width, int height, Random random)
    {
        var picture = new Picture(width, height);
        for (var blot = 0; blot < 1 + width * height / 60; blot++)
        {
            var (left, top, right, bottom) = (random.Next(width), random.Next(height), random.Next(1, 9), random.Next(1, 6));
            for (var y = 0; y < bottom; y++)
                for (var x = 0; x < right; x++) picture[left + x, top + y] = 1;
        }

        return picture;
    }

    /// <summary>A copy with some pixels turned round.</summary>
    public Picture Worn(Random random)
    {
        var worn = new Picture(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) worn[x, y] = this[x, y] ^ (random.Next(12) == 0 ? 1 : 0);
        return worn;
    }

    public static Picture OfBits(ReadOnlySpan<byte> bits, int width, int height, int ink = 1)
    {
        var picture = new Picture(width, height);
        var stride = (width + 7) / 8;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) picture[x, y] = (bits[y * stride + (x >> 3)] >> (7 - (x & 7)) & 1) == ink ? 1 : 0;
        return picture;
    }

    /// <summary>Pixel by pixel, as it is said of regions.</summary>
    public void Draw(Picture other, int left, int top, Func<int, int, int> operation)
    {
        for (var y = 0; y < other.Height; y++)
            for (var x = 0; x < other.Width; x++) this[left + x, top + y] = operation(this[left + x, top + y], other[x, y]) & 1;
    }

    public string[] Rows => [.. Enumerable.Range(0, height).Select(y => string.Concat(Enumerable.Range(0, width).Select(x => this[x, y] == 1 ? '#' : '.')))];
}
