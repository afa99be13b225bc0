using Edify.Rag.Documents.Pdf.Fonts;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>The part of the graphics state that places text (ISO 32000-2, 8.4 and 9.3).</summary>
internal struct GraphicsState(Matrix ctm)
{
    public Matrix Ctm = ctm;
    public PdfFont Font = SimpleFont.Fallback;
    public double FontSize;
    public double CharacterSpacing;
    public double WordSpacing;
    public double HorizontalScale = 1;
    public double Leading;
    public double Rise;
}
