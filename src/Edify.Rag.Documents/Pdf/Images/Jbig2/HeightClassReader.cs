namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Reads the symbols of one height, which a dictionary of Huffman codes has in one bitmap side by side (T.88, 6.5.9).</summary>
internal static class HeightClassReader
{
    public static IEnumerable<Jbig2Bitmap> Read(BitReader reader, HuffmanTable sizes, List<int> widths, int height, Jbig2Budget budget)
    {
        var size = sizes.Decode(reader) ?? throw new Jbig2Exception("a number is missing");
        reader.Align();
        var all = size == 0 ? Plain(reader, widths.Sum(w => (long)w), height, budget) : MmrDecoder.Decode(reader.Part(size), widths.Sum(w => (long)w), height, budget);
        reader.Skip(size);
        var left = 0;
        foreach (var width in widths)
        {
            var symbol = budget.Bitmap(width, height);
            all.CopyTo(symbol, left, 0);
            left += width;
            yield return symbol;
        }
    }

    private static Jbig2Bitmap Plain(BitReader reader, long width, int height, Jbig2Budget budget)
    {
        var bitmap = budget.Bitmap(width, height);
        var part = reader.Part(bitmap.Bits.Length);
        part.Data.AsSpan(part.Position, bitmap.Bits.Length).CopyTo(bitmap.Bits);
        reader.Skip(bitmap.Bits.Length);
        return bitmap;
    }
}
