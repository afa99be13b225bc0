namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>What every region segment begins with (T.88, 7.4.1).</summary>
internal readonly record struct RegionInfo(uint Width, uint Height, int X, int Y, CombinationOperator Operator)
{
    public static RegionInfo Read(BitReader reader) => new(
        reader.UInt32(), reader.UInt32(), reader.Int32(), reader.Int32(), (CombinationOperator)Math.Min(reader.Byte() & 7, (int)CombinationOperator.Replace));
}
