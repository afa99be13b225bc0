namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>How the numbers of a text region are coded: arithmetically or by Huffman codes.</summary>
internal interface ITextCoding
{
    int DeltaT();

    int FirstS();

    /// <summary>From one symbol of a strip to the next; <see langword="null"/> behind the last.</summary>
    int? DeltaS();

    /// <summary>Within a strip of more than one row.</summary>
    /// <param name="bits">The logarithm of its rows.</param>
    int T(int bits);

    int SymbolId();

    bool IsRefined();

    int RefinedWidth();

    int RefinedHeight();

    int RefinedX();

    int RefinedY();

    /// <summary>Decodes a bitmap as a correction of another.</summary>
    Jbig2Bitmap Refine(RefinementRegion region, long width, long height, Jbig2Bitmap reference, int dx, int dy, Jbig2Budget budget);
}
