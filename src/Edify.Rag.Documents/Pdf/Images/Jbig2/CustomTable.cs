namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Reads the Huffman tables that a file brings along (T.88, annex B.2).</summary>
internal static class CustomTable
{
    public static HuffmanTable Read(BitReader reader, Jbig2Budget budget)
    {
        var flags = reader.Byte();
        var (prefixBits, rangeBits) = ((flags >> 1 & 7) + 1, (flags >> 4 & 7) + 1);
        var (low, high) = (reader.Int32(), reader.Int32());
        var lines = new List<HuffmanLine>();
        long next = low;
        while (next < high)
        {
            budget.SpendObjects(1);
            var (prefix, range) = ((int)reader.Bits(prefixBits), (int)reader.Bits(rangeBits));
            if (range > 32) throw new Jbig2Exception("a range of a Huffman table is too large");
            lines.Add(new HuffmanLine((int)next, prefix, range));
            next += 1L << range;
        }

        lines.Add(new HuffmanLine(unchecked(low - 1), (int)reader.Bits(prefixBits), 32, HuffmanLineKind.Lower));
        lines.Add(new HuffmanLine(high, (int)reader.Bits(prefixBits), 32));
        if ((flags & 1) != 0) lines.Add(new HuffmanLine(0, (int)reader.Bits(prefixBits), 0, HuffmanLineKind.OutOfBand));
        return new HuffmanTable(lines);
    }
}
