namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The tables of a text region that is coded by Huffman codes.</summary>
internal sealed record TextTables(HuffmanTable FirstS, HuffmanTable DeltaS, HuffmanTable DeltaT)
{
    public required HuffmanTable RefinedWidth { get; init; }

    public required HuffmanTable RefinedHeight { get; init; }

    public required HuffmanTable RefinedX { get; init; }

    public required HuffmanTable RefinedY { get; init; }

    public required HuffmanTable RefinedSize { get; init; }

    /// <summary>Those with which a symbol is put together of others (T.88, table 17).</summary>
    public static readonly TextTables OfSymbols = new(StandardTables.Get(6), StandardTables.Get(8), StandardTables.Get(11))
    {
        RefinedWidth = StandardTables.Get(15),
        RefinedHeight = StandardTables.Get(15),
        RefinedX = StandardTables.Get(15),
        RefinedY = StandardTables.Get(15),
        RefinedSize = StandardTables.Get(1),
    };
}

/// <summary>Numbers of a text region as Huffman codes.</summary>
/// <param name="reader">The data.</param>
/// <param name="tables">The tables.</param>
/// <param name="readId">Reads the number of a symbol.</param>
/// <param name="refinement">Contexts of corrections, which are coded arithmetically all the same.</param>
internal sealed class HuffmanTextCoding(BitReader reader, TextTables tables, Func<int> readId, byte[] refinement) : ITextCoding
{
    public int DeltaT() => Number(tables.DeltaT);

    public int FirstS() => Number(tables.FirstS);

    public int? DeltaS() => tables.DeltaS.Decode(reader);

    public int T(int bits) => (int)reader.Bits(bits);

    public int SymbolId() => readId();

    public bool IsRefined() => reader.Bit() == 1;

    public int RefinedWidth() => Number(tables.RefinedWidth);

    public int RefinedHeight() => Number(tables.RefinedHeight);

    public int RefinedX() => Number(tables.RefinedX);

    public int RefinedY() => Number(tables.RefinedY);

    public Jbig2Bitmap Refine(RefinementRegion region, long width, long height, Jbig2Bitmap reference, int dx, int dy, Jbig2Budget budget)
    {
        var size = Number(tables.RefinedSize);
        reader.Align();
        var bitmap = region.Decode(new MqDecoder(reader.Part(size)), refinement, width, height, reference, dx, dy, budget);
        reader.Skip(size);
        return bitmap;
    }

    private int Number(HuffmanTable table) => table.Decode(reader) ?? throw new Jbig2Exception("a number is missing");
}
