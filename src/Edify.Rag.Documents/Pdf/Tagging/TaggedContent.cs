using Edify.Rag.Documents.Pdf.Content;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>What one block shows, in logical order: stretches of glyphs to be laid out together, and texts that stand for something.</summary>
internal sealed class TaggedContent
{
    private const float SameLine = 0.6f;
    private const float ColumnJump = 1.8f;

    private readonly List<(List<Glyph>? Glyphs, string Text)> _parts = [];
    private GlyphBounds _stretch = GlyphBounds.Nothing;
    private bool _isOpen;

    public IReadOnlyList<(List<Glyph>? Glyphs, string Text)> Parts => _parts;

    public GlyphBounds Bounds { get; private set; } = GlyphBounds.Nothing;

    public bool IsEmpty => _parts.Count == 0;

    /// <summary>Content of nothing but glyphs.</summary>
    public static TaggedContent Of(List<Glyph> glyphs)
    {
        var content = new TaggedContent();
        content.Add(glyphs);
        return content;
    }

    public void Add(List<Glyph> glyphs)
    {
        foreach (var glyph in glyphs) Add(glyph);
    }

    /// <summary>What comes is not on one line with what was.</summary>
    public void Break() => _isOpen = false;

    public void AddText(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        _parts.Add((null, text));
        _isOpen = false;
    }

    /// <summary>Adds a text in the place of glyphs; within a line it stays between its neighbours.</summary>
    public void AddReplacement(List<Glyph> glyphs, string text)
    {
        if (glyphs.Count == 0 || glyphs.Exists(g => g.Angle != glyphs[0].Angle || Math.Abs(g.Y - glyphs[0].Y) > SameLine * g.Size)) AddText(text);
        else if (Fonts.GlyphText.Clean(text) is { Length: > 0 } clean) Add(glyphs[0] with { Text = clean, EndX = glyphs[^1].EndX, EndY = glyphs[^1].EndY });
        foreach (var glyph in glyphs) Bounds = Bounds.With(glyph);
    }

    private void Add(in Glyph glyph)
    {
        if (!_isOpen || JumpsToNextColumn(glyph))
        {
            _parts.Add(([], ""));
            (_stretch, _isOpen) = (GlyphBounds.Nothing, true);
        }

        _parts[^1].Glyphs!.Add(glyph);
        (Bounds, _stretch) = (Bounds.With(glyph), _stretch.With(glyph));
    }

    // A paragraph may go on at the head of the next column; whatever is drawn out of order within a column stays together.
    private bool JumpsToNextColumn(in Glyph glyph) =>
        glyph.Angle == 0 && !_stretch.IsEmpty && glyph.Y > _stretch.Bottom + ColumnJump * glyph.Size && (glyph.X >= _stretch.Right || glyph.EndX <= _stretch.Left);
}
