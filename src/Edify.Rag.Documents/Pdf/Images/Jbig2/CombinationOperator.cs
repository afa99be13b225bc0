namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>How the pixels of one bitmap are drawn into another (T.88, 7.4.1.5).</summary>
internal enum CombinationOperator
{
    Or,
    And,
    Xor,
    Xnor,
    Replace,
}
