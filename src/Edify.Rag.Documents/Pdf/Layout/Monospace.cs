using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Fonts;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Learns which fonts give all letters the same width, from what they show: programs are set in them.</summary>
/// <remarks>Names and flags of fonts lie, widths cannot; but digits, and capitals, are equally wide in many others.</remarks>
internal sealed class Monospace
{
    private const int MaxFonts = 2000;
    private const float SameWidth = 0.01f;

    private sealed class Evidence
    {
        public float Width;
        public bool HasNarrow;
        public bool HasWide;
        public bool Differs;
    }

    private readonly Dictionary<PdfFont, Evidence> _fonts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether most of the letters learned last are set in such a font: then it says nothing of their role.</summary>
    public bool IsPage { get; private set; }

    public void Learn(List<Glyph> glyphs)
    {
        if (_fonts.Count > MaxFonts) _fonts.Clear();
        PdfFont? font = null;
        Evidence? evidence = null;
        foreach (ref readonly var glyph in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(glyphs))
        {
            if (glyph.Font != font)
            {
                font = glyph.Font;
                if (!_fonts.TryGetValue(font, out evidence)) _fonts[font] = evidence = new Evidence();
            }

            if (!evidence!.Differs && glyph.Angle == 0 && glyph.Text.Length == 1 && char.IsAsciiLetter(glyph.Text[0])) Weigh(evidence, glyph);
        }

        int mono = 0, total = 0;
        foreach (ref readonly var glyph in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(glyphs))
        {
            if (glyph.Font != font) (font, evidence) = (glyph.Font, _fonts[glyph.Font]);
            total++;
            if (IsMonospaced(evidence!)) mono++;
        }

        IsPage = mono * 2 > total;
    }

    /// <summary>Whether a font is one of them, on a page that is not set in it as a whole.</summary>
    public bool Includes(PdfFont font) => !IsPage && font != SimpleFont.Fallback && _fonts.TryGetValue(font, out var evidence) && IsMonospaced(evidence);

    /// <summary>Whether glyphs, seen by themselves, are set in such fonts only.</summary>
    public static bool IsSetIn(List<Glyph> glyphs)
    {
        var own = new Monospace();
        own.Learn(glyphs);
        return own._fonts.Count > 0 && own._fonts.Values.All(IsMonospaced);
    }

    private static bool IsMonospaced(Evidence evidence) => evidence is { Differs: false, HasNarrow: true, HasWide: true };

    private static void Weigh(Evidence evidence, in Glyph glyph)
    {
        var width = (glyph.EndX - glyph.X) / glyph.Size;
        if (evidence.Width == 0) evidence.Width = width;
        evidence.Differs = Math.Abs(width - evidence.Width) > SameWidth;
        if (glyph.Text[0] is 'i' or 'l' or 'j' or 't' or 'r' or 'f') evidence.HasNarrow = true;
        else if (glyph.Text[0] is 'a' or 'e' or 'o' or 'n' or 'u' or 'd' or 'm' or 'w') evidence.HasWide = true;
    }
}
