namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>How the numbers of a symbol dictionary are coded: arithmetically or by Huffman codes.</summary>
internal interface ISymbolCoding
{
    int DeltaHeight();

    /// <summary>From the width of one symbol to the next; <see langword="null"/> behind the last of a height.</summary>
    int? DeltaWidth();

    /// <summary>Of how many others a symbol is put together.</summary>
    int Aggregated();

    /// <summary>How many symbols the next run of exported or left out ones has.</summary>
    int ExportRun();

    /// <summary>How symbols that are put together code their parts.</summary>
    ITextCoding Text { get; }
}

/// <summary>Numbers of a symbol dictionary as the arithmetic coder has them.</summary>
internal sealed class ArithmeticSymbolCoding(MqDecoder decoder, ITextCoding text) : ISymbolCoding
{
    private readonly IntegerContext _deltaHeight = new(), _deltaWidth = new(), _aggregated = new(), _exportRun = new();

    public ITextCoding Text => text;

    public int DeltaHeight() => Number(_deltaHeight);

    public int? DeltaWidth() => _deltaWidth.Decode(decoder);

    public int Aggregated() => Number(_aggregated);

    public int ExportRun() => Number(_exportRun);

    private int Number(IntegerContext context) => context.Decode(decoder) ?? throw new Jbig2Exception("a number is missing");
}

/// <summary>Numbers of a symbol dictionary as Huffman codes.</summary>
internal sealed class HuffmanSymbolCoding(BitReader reader, SymbolTables tables, ITextCoding text) : ISymbolCoding
{
    public ITextCoding Text => text;

    public int DeltaHeight() => Number(tables.DeltaHeight);

    public int? DeltaWidth() => tables.DeltaWidth.Decode(reader);

    public int Aggregated() => Number(tables.Aggregated);

    public int ExportRun() => Number(StandardTables.Get(1));

    private int Number(HuffmanTable table) => table.Decode(reader) ?? throw new Jbig2Exception("a number is missing");
}

/// <summary>The tables of a symbol dictionary that is coded by Huffman codes.</summary>
internal sealed record SymbolTables(HuffmanTable DeltaHeight, HuffmanTable DeltaWidth, HuffmanTable BitmapSize, HuffmanTable Aggregated);
