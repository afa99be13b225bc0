namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>A font whose codes are single bytes: Type 1, TrueType, Type 3.</summary>
internal sealed class SimpleFont(string name, FontGlyph[] glyphs, double emHeight = 1) : PdfFont(name)
{
    /// <summary>What stands in for a font that is missing or unreadable: Latin text of average width.</summary>
    public static SimpleFont Fallback { get; } =
        new("", [.. Encodings.WinAnsi.Select(n => new FontGlyph(n is null ? "" : GlyphNames.ToText(n), 0.5f))]);

    public override double EmHeight => emHeight;

    public override int Next(ReadOnlySpan<byte> text, out FontGlyph glyph)
    {
        glyph = glyphs[text[0]];
        return 1;
    }
}
