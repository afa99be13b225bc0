namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Numbers of symbols.</summary>
internal static class SymbolCodes
{
    private const int Lengths = 35;
    private const int LengthBits = 4;

    /// <summary>How many bits the number of one among so many symbols takes.</summary>
    public static int Bits(long symbols) => symbols <= 1 ? 0 : System.Numerics.BitOperations.Log2((ulong)symbols - 1) + 1;

    /// <summary>Reads the Huffman codes of symbols' numbers (T.88, 7.4.3.1.7).</summary>
    public static HuffmanTable Read(BitReader reader, int symbols)
    {
        var table = new HuffmanTable(Lines(Enumerable.Range(0, Lengths).Select(_ => (int)reader.Bits(LengthBits))));
        var lengths = new List<int>(symbols);
        while (lengths.Count < symbols)
        {
            var code = table.Decode(reader);
            var (length, count) = code switch
            {
                32 when lengths.Count > 0 => (lengths[^1], 3 + (int)reader.Bits(2)),
                32 => throw new Jbig2Exception("a code repeats what is not there"),
                33 => (0, 3 + (int)reader.Bits(3)),
                34 => (0, 11 + (int)reader.Bits(7)),
                _ => (code ?? 0, 1),
            };
            if (lengths.Count + count > symbols) throw new Jbig2Exception("there are more codes than symbols");
            for (; count > 0; count--) lengths.Add(length);
        }

        reader.Align();
        return new HuffmanTable(Lines(lengths));
    }

    private static IEnumerable<HuffmanLine> Lines(IEnumerable<int> lengths) => lengths.Select((length, i) => new HuffmanLine(i, length, 0));
}
