using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Advance widths of a CID font (ISO 32000-2, 9.7.4.3), as fractions of the font size.</summary>
internal sealed class CidWidths(PdfDictionary font)
{
    private readonly Dictionary<int, float> _widths = CidMetrics.Read(font.Array("W"), 1, n => (float)(n[0] / 1000));
    private readonly float _default = (float)(font.Number("DW", 1000) / 1000);

    public float this[int cid] => _widths.TryGetValue(cid, out var width) ? width : _default;
}
