using Edify.Rag.Documents.Pdf.Fonts;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Letters without a gap, in line space: x along the baseline, y across lines, growing downwards.</summary>
internal sealed class Word(string text, PdfFont font, float x, float endX, float y, float size)
{
    public string Text { get; set; } = text;

    public PdfFont Font { get; } = font;

    public float X { get; } = x;

    public float EndX { get; set; } = endX;

    /// <summary>The baseline.</summary>
    public float Y { get; } = y;

    public float Size { get; } = size;

    /// <summary>Whether it is set in type whose letters are equally wide.</summary>
    public bool IsMonospaced { get; init; }

    /// <summary>Whether the file shows a space behind it, so that nothing may be joined to it.</summary>
    public bool HasSpaceAfter { get; set; }
}
