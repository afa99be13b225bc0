using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>How a glyph is placed in vertical writing (ISO 32000-2, 9.7.4.3), in fractions of the font size.</summary>
/// <param name="Advance">How far the writing moves on; negative, since it moves down.</param>
/// <param name="OriginX">Where the point lies by which the glyph hangs, from its horizontal origin.</param>
/// <param name="OriginY">The same, upwards.</param>
internal readonly record struct VerticalMetric(float Advance, float OriginX, float OriginY);

/// <summary>The vertical metrics of a CID font: W2, and DW2 for all other CIDs.</summary>
internal sealed class VerticalMetrics
{
    /// <summary>Where glyphs hang by default: at the top of the em box.</summary>
    public const float Top = 0.88f;

    private readonly Dictionary<int, VerticalMetric> _metrics;
    private readonly CidWidths _widths;
    private readonly (float OriginY, float Advance) _default;

    public VerticalMetrics(PdfDictionary font, CidWidths widths)
    {
        _widths = widths;
        _metrics = CidMetrics.Read(font.Array("W2"), 3, n => new VerticalMetric((float)(n[0] / 1000), (float)(n[1] / 1000), (float)(n[2] / 1000)));
        _default = font.Numbers("DW2", 2) is { } own ? ((float)(own[0] / 1000), (float)(own[1] / 1000)) : (Top, -1);
    }

    public VerticalMetric this[int cid] =>
        _metrics.TryGetValue(cid, out var metric) ? metric : new VerticalMetric(_default.Advance, _widths[cid] / 2, _default.OriginY);
}
