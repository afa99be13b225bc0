namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>How much of a file is fetched and held.</summary>
/// <param name="WholeFileBytes">Up to this size a file is held as a whole.</param>
/// <param name="BlockBytes">Of a larger one this much is fetched at once.</param>
/// <param name="MaxBlocks">How many blocks are held between steps.</param>
internal sealed record FetchSizes(int WholeFileBytes, int BlockBytes, int MaxBlocks)
{
    public static readonly FetchSizes Usual = new(ByteSource.WholeFileBytes, 64 << 10, 128);
}
