using Edify.Rag.Documents.Pdf.Fonts;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Places the glyphs of shown strings (ISO 32000-2, 9.4.4).</summary>
internal sealed class TextPainter(PageContent page, PdfBudget budget)
{
    // Glyphs that lie a little outside are still seen.
    private const double Margin = 1;

    private const int CodesBetweenChecks = 1 << 16;

    private Matrix _text = Matrix.Identity;
    private Matrix _line = Matrix.Identity;

    public void Begin() => _text = _line = Matrix.Identity;

    public void Set(in Matrix matrix) => _text = _line = matrix;

    public void MoveLine(double x, double y) => _text = _line = Matrix.Translation(x, y).Then(_line);

    /// <summary>Moves by a number inside a TJ array.</summary>
    public void Adjust(double thousandths, in GraphicsState state)
    {
        var shift = -thousandths / 1000 * state.FontSize;
        _text = (state.Font.IsVertical ? Matrix.Translation(0, shift) : Matrix.Translation(shift * state.HorizontalScale, 0)).Then(_text);
    }

    public void Show(ReadOnlySpan<byte> text, in GraphicsState state, bool isHidden)
    {
        if (text.IsEmpty) return;
        var placed = new Placement(_text.Then(state.Ctm), state);
        budget.AddGlyphs(text.Length);
        double advance = 0;
        for (var codes = 1; !text.IsEmpty; codes++)
        {
            if (codes % CodesBetweenChecks == 0) budget.Check();
            var length = state.Font.Next(text, out var glyph);
            var isSpace = length == 1 && text[0] == 32;
            text = text[length..];
            if (glyph.Text is null) AddUndecoded(placed, glyph, advance, isHidden);
            else if (!isHidden && glyph.Text.Length > 0) Add(placed.At(glyph, advance));
            var spacing = state.CharacterSpacing + (isSpace ? state.WordSpacing : 0);
            advance += state.Font.IsVertical ? glyph.Vertical.Advance * state.FontSize + spacing : (glyph.Width * state.FontSize + spacing) * state.HorizontalScale;
        }

        _text = (state.Font.IsVertical ? Matrix.Translation(0, advance) : Matrix.Translation(advance, 0)).Then(_text);
    }

    // Replacement text may tell what it is, and then needs its place.
    private void AddUndecoded(in Placement placed, in FontGlyph glyph, double advance, bool isHidden)
    {
        if (isHidden) return;
        page.Undecoded++;
        if (page.AwaitsReplacement) Add(placed.At(glyph with { Text = PageContent.UndecodedText }, advance));
    }

    private void Add(in Glyph glyph)
    {
        if (glyph.Size <= 0 || !float.IsFinite(glyph.X + glyph.Y + glyph.EndX + glyph.EndY + glyph.Size)) return;
        if (Math.Max(glyph.X, glyph.EndX) < -Margin || Math.Min(glyph.X, glyph.EndX) > page.Width + Margin) return;
        if (Math.Max(glyph.Y, glyph.EndY) < -Margin - 0.2 * glyph.Size || Math.Min(glyph.Y, glyph.EndY) > page.Height + Margin) return;
        if (page.Glyphs.Count > 0 && (IsAccent(glyph) || IsAccent(page.Glyphs[^1])) && AccentComposer.TryCompose(page.Glyphs[^1], glyph, out var composed)) page.Glyphs[^1] = composed;
        else if (!page.TryAdd(glyph)) throw budget.TooManyGlyphsOnPage();
    }

    private static bool IsAccent(in Glyph glyph) => glyph.Text.Length == 1 && AccentComposer.IsAccent(glyph.Text[0]);

    /// <summary>What the glyphs of one string have in common.</summary>
    private readonly struct Placement
    {
        private readonly Matrix _matrix;
        private readonly PdfFont _font;
        private readonly double _width;
        private readonly double _height;
        private readonly double _rise;
        private readonly float _size;
        private readonly short _angle;

        public Placement(in Matrix matrix, in GraphicsState state)
        {
            _matrix = matrix;
            _font = state.Font;
            _width = state.FontSize * state.HorizontalScale;
            _height = state.FontSize;
            _rise = state.Rise;
            var tall = Math.Sqrt(matrix.C * matrix.C + matrix.D * matrix.D);
            var wide = Math.Sqrt(matrix.A * matrix.A + matrix.B * matrix.B);
            _size = (float)(Math.Abs(state.FontSize) * (tall > 1e-6 ? tall : wide) * state.Font.EmHeight);
            _angle = Angle(matrix.A * _width, matrix.B * _width, state.Font.IsVertical);
        }

        public Glyph At(in FontGlyph glyph, double advance)
        {
            if (_font.IsVertical) return Hanging(glyph, advance);
            var (x, y) = _matrix.Apply(advance, _rise);
            var (endX, endY) = _matrix.Apply(advance + glyph.Width * _width, _rise);
            return new Glyph(glyph.Text!, _font, (float)x, (float)y, (float)endX, (float)endY, _size, _angle);
        }

        // The line runs down the middle of the glyphs, from the top of each to where it ends.
        private Glyph Hanging(in FontGlyph glyph, double advance)
        {
            var (across, top) = (glyph.Width / 2 - glyph.Vertical.OriginX, VerticalMetrics.Top - glyph.Vertical.OriginY);
            var (x, y) = _matrix.Apply(across * _width, advance + top * _height);
            var (endX, endY) = _matrix.Apply(across * _width, advance + (top + glyph.Vertical.Advance) * _height);
            return new Glyph(glyph.Text!, _font, (float)x, (float)y, (float)endX, (float)endY, _size, _angle);
        }

        // Slightly skewed scans count as upright; other directions are kept to two degrees, so that a line stays together.
        private static short Angle(double x, double y, bool isVertical)
        {
            if (y == 0 && x > 0) return isVertical ? (short)270 : (short)0;
            var degrees = Math.Atan2(y, x) * 180 / Math.PI + (isVertical ? 270 : 360);
            var quarter = Math.Round(degrees / 90) * 90;
            return (short)(Math.Abs(degrees - quarter) < 3 ? quarter % 360 : Math.Round(degrees / 2) * 2 % 360);
        }
    }
}
