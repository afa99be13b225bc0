namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Numbers of a text region as the arithmetic coder has them.</summary>
/// <param name="decoder">The data.</param>
/// <param name="idBits">Bits of a symbol's number.</param>
/// <param name="refinement">Contexts of corrections.</param>
internal sealed class ArithmeticTextCoding(MqDecoder decoder, int idBits, byte[] refinement) : ITextCoding
{
    private readonly IdContext _ids = new(idBits);
    private readonly IntegerContext _deltaT = new(), _firstS = new(), _deltaS = new(), _t = new(), _isRefined = new();
    private readonly IntegerContext _refinedWidth = new(), _refinedHeight = new(), _refinedX = new(), _refinedY = new();

    public int DeltaT() => Number(_deltaT);

    public int FirstS() => Number(_firstS);

    public int? DeltaS() => _deltaS.Decode(decoder);

    public int T(int bits) => Number(_t);

    public int SymbolId() => _ids.Decode(decoder);

    public bool IsRefined() => Number(_isRefined) != 0;

    public int RefinedWidth() => Number(_refinedWidth);

    public int RefinedHeight() => Number(_refinedHeight);

    public int RefinedX() => Number(_refinedX);

    public int RefinedY() => Number(_refinedY);

    public Jbig2Bitmap Refine(RefinementRegion region, long width, long height, Jbig2Bitmap reference, int dx, int dy, Jbig2Budget budget) =>
        region.Decode(decoder, refinement, width, height, reference, dx, dy, budget);

    private int Number(IntegerContext context) => context.Decode(decoder) ?? throw new Jbig2Exception("a number is missing");
}
