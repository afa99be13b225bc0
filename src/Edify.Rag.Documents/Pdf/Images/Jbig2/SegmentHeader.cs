namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The header of a segment (T.88, 7.2).</summary>
/// <param name="Number">Its number.</param>
/// <param name="Type">What it is.</param>
/// <param name="Referred">Numbers of the segments that it uses.</param>
/// <param name="Length">Bytes of its data; <see cref="UnknownLength"/> when that is not said.</param>
internal sealed record SegmentHeader(uint Number, SegmentType Type, uint[] Referred, uint Length)
{
    public const uint UnknownLength = uint.MaxValue;

    /// <summary>Bytes of the shortest header.</summary>
    public const int MinBytes = 11;

    private const int ManyReferred = 7;

    public static SegmentHeader Read(BitReader reader)
    {
        var number = reader.UInt32();
        var flags = reader.Byte();
        long count = reader.Bits(3);
        if (count < ManyReferred) reader.Bits(5);
        else
        {
            count = reader.Bits(29);
            reader.Skip((count + 8) / 8); // which of them are used further on
        }

        var bytes = number <= 256 ? 1 : number <= 65536 ? 2 : 4;
        if (count * bytes > reader.Remaining) throw new Jbig2Exception("its data break off");
        var referred = new uint[count];
        for (var i = 0; i < count; i++) referred[i] = reader.Bits(bytes * 8);
        reader.Bits((flags & 1 << 6) != 0 ? 32 : 8); // the page, of which a PDF has one
        return new SegmentHeader(number, (SegmentType)(flags & 63), referred, reader.UInt32());
    }
}

/// <summary>Types of segments (T.88, 7.3).</summary>
internal enum SegmentType
{
    SymbolDictionary = 0,
    TextRegion = 4,
    ImmediateTextRegion = 6,
    ImmediateLosslessTextRegion = 7,
    PatternDictionary = 16,
    HalftoneRegion = 20,
    ImmediateHalftoneRegion = 22,
    ImmediateLosslessHalftoneRegion = 23,
    GenericRegion = 36,
    ImmediateGenericRegion = 38,
    ImmediateLosslessGenericRegion = 39,
    RefinementRegion = 40,
    ImmediateRefinementRegion = 42,
    ImmediateLosslessRefinementRegion = 43,
    PageInformation = 48,
    EndOfPage = 49,
    EndOfStripe = 50,
    EndOfFile = 51,
    Profiles = 52,
    Tables = 53,
    ColorPalette = 54,
    Extension = 62,
}
