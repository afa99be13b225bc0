using System.Text;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Fonts;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Joins glyphs, in the order the file shows them, to words.</summary>
/// <remarks>A gap of a tenth of an em parts words: letter spacing stays below it, and the narrowest justified spaces above.</remarks>
internal sealed class WordBuilder(Monospace monospace)
{
    public const float WordGap = 0.1f;
    public const float MaxOverlap = 0.45f;
    private const float MaxBaselineShift = 0.2f;
    private const float MaxSizeRatio = 1.7f;

    private readonly StringBuilder _letters = new();
    private List<Word> _words = [];
    private PdfFont _font = SimpleFont.Fallback;
    private float _x;
    private float _endX;
    private float _y;
    private float _size;
    private string _lastText = "";
    private float _lastX;
    private float _lastEndX;

    /// <summary>The words of all glyphs that run in one direction.</summary>
    public List<Word> Build(List<Glyph> glyphs, short angle)
    {
        _words = [];
        _letters.Clear(); // of a page that failed
        var (cos, sin) = ((float)Math.Cos(angle * Math.PI / 180), (float)Math.Sin(angle * Math.PI / 180));
        foreach (var glyph in glyphs)
        {
            if (glyph.Angle != angle) continue;
            var x = glyph.X * cos + glyph.Y * sin;
            var endX = Math.Max(x, glyph.EndX * cos + glyph.EndY * sin);
            var y = glyph.X * sin - glyph.Y * cos;
            if (string.IsNullOrWhiteSpace(glyph.Text)) AddSpace(x, y);
            else AddLetters(glyph, x, endX, y);
        }

        Close();
        return WithoutOverprint(_words);
    }

    private void AddSpace(float x, float y)
    {
        if (_letters.Length == 0) return;
        var follows = Math.Abs(y - _y) < _size * 0.3f && x > _endX - _size * 0.35f && x < _endX + _size * 0.5f;
        Close();
        _words[^1].HasSpaceAfter = follows;
    }

    private void AddLetters(in Glyph glyph, float x, float endX, float y)
    {
        if (_letters.Length > 0)
        {
            if (IsOverprint(glyph, x, y)) return;
            if (!Continues(glyph.Size, x, y)) Close();
        }

        if (_letters.Length == 0) (_font, _x, _endX, _y, _size) = (glyph.Font, x, endX, y, glyph.Size);
        RightToLeft.AppendGlyph(_letters, glyph.Text, isOnLast: x < _lastEndX - glyph.Size * 0.02f);
        _endX = Math.Max(_endX, endX);
        (_lastText, _lastX, _lastEndX) = (glyph.Text, x, endX);
    }

    private bool Continues(float size, float x, float y)
    {
        var gap = x - _endX;
        return Math.Abs(y - _y) < MaxBaselineShift * Math.Max(size, _size)
            && gap < WordGap * Math.Min(size, _size) && gap > -MaxOverlap * size
            && Math.Max(size, _size) < MaxSizeRatio * Math.Min(size, _size);
    }

    // Bold type is often faked by showing each letter twice, a hair apart.
    private bool IsOverprint(in Glyph glyph, float x, float y) =>
        Math.Abs(x - _lastX) < glyph.Size * 0.12f && Math.Abs(y - _y) < glyph.Size * 0.12f && glyph.Text == _lastText && glyph.EndX != glyph.X;

    private void Close()
    {
        if (_letters.Length == 0) return;
        _words.Add(new Word(_letters.ToString(), _font, _x, _endX, _y, _size) { IsMonospaced = monospace.Includes(_font) });
        _letters.Clear();
    }

    // The same, done a whole string at a time.
    private static List<Word> WithoutOverprint(List<Word> words)
    {
        var seen = new Dictionary<(string Text, int X, int Y), Word>();
        var kept = new List<Word>(words.Count);
        foreach (var word in words)
        {
            var cell = Math.Max(word.Size * 0.25f, 0.5f);
            if (FindTwin(seen, word, (int)(word.X / cell), (int)(word.Y / cell)) is { } twin)
            {
                twin.HasSpaceAfter |= word.HasSpaceAfter;
                continue;
            }

            seen[(word.Text, (int)(word.X / cell), (int)(word.Y / cell))] = word;
            kept.Add(word);
        }

        return kept;
    }

    private static Word? FindTwin(Dictionary<(string, int, int), Word> seen, Word word, int column, int row)
    {
        for (var dx = -1; dx <= 1; dx++)
            for (var dy = -1; dy <= 1; dy++)
                if (seen.TryGetValue((word.Text, column + dx, row + dy), out var twin) && IsClose(twin, word)) return twin;
        return null;
    }

    private static bool IsClose(Word a, Word b) => Math.Abs(a.X - b.X) < b.Size * 0.15f && Math.Abs(a.Y - b.Y) < b.Size * 0.15f;
}
