namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>A Type 0 font: codes of one to four bytes select glyphs of a CID font (ISO 32000-2, 9.7).</summary>
internal sealed class CompositeFont(string name, CMap encoding, CidWidths widths, VerticalMetrics? vertical, Func<uint, int, string?> toText) : PdfFont(name)
{
    private const int MaxKept = 1 << 16;

    private readonly Dictionary<uint, FontGlyph> _glyphs = [];

    public override bool IsVertical => encoding.IsVertical;

    public override int Next(ReadOnlySpan<byte> text, out FontGlyph glyph)
    {
        var length = encoding.NextCode(text, out var code);
        // Codes of different lengths share the numbers; the length makes them distinct.
        var key = (uint)length << 28 ^ code;
        if (_glyphs.TryGetValue(key, out glyph)) return length;
        if (_glyphs.Count >= MaxKept) _glyphs.Clear();
        var cid = encoding.ToCid(code, length);
        glyph = new FontGlyph(GlyphText.Clean(toText(code, cid)), widths[cid], vertical?[cid] ?? default);
        _glyphs[key] = glyph;
        return length;
    }
}
