using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Advance widths of a CID font (ISO 32000-2, 9.7.4.3), as fractions of the font size.</summary>
internal sealed class CidWidths
{
    private const int MaxCid = 65535;
    private const int MaxAssignments = 1 << 20; // ranges that overlap over and over are an attack on time

    private readonly Dictionary<int, double> _widths = [];
    private readonly double _default;

    public CidWidths(PdfDictionary font)
    {
        _default = font.Number("DW", 1000) / 1000;
        if (font.Array("W") is not { } w) return;
        var left = MaxAssignments;
        for (var i = 0; i + 1 < w.Count && left > 0;)
        {
            var first = (int)w.Number(i);
            if (w[i + 1] is PdfArray list)
            {
                for (var k = 0; k < list.Count; k++) _widths[first + k] = list.Number(k) / 1000;
                i += 2;
            }
            else
            {
                var last = Math.Min((int)w.Number(i + 1), MaxCid);
                for (var cid = Math.Max(0, first); cid <= last; cid++, left--) _widths[cid] = w.Number(i + 2) / 1000;
                i += 3;
            }
        }
    }

    public double this[int cid] => _widths.TryGetValue(cid, out var width) ? width : _default;
}
