using Edify.Rag.Documents.Pdf.Content;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>The box around glyphs, in page space; y grows upwards.</summary>
internal readonly record struct GlyphBounds(float Left, float Right, float Bottom, float Top, float Size, int Count)
{
    public static readonly GlyphBounds Nothing = new(float.MaxValue, float.MinValue, float.MaxValue, float.MinValue, 0, 0);

    public bool IsEmpty => Count == 0;

    public GlyphBounds With(in Glyph glyph) => new(
        Math.Min(Left, Math.Min(glyph.X, glyph.EndX)),
        Math.Max(Right, Math.Max(glyph.X, glyph.EndX)),
        Math.Min(Bottom, Math.Min(glyph.Y, glyph.EndY)),
        Math.Max(Top, Math.Max(glyph.Y, glyph.EndY)),
        Math.Max(Size, glyph.Size),
        Count + 1);

    /// <summary>Width that two boxes have in common, as a share of the narrower one.</summary>
    public double Overlap(in GlyphBounds other) =>
        (Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) / Math.Max(1, Math.Min(Right - Left, other.Right - other.Left));
}
