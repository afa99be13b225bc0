namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>What a character code shows.</summary>
/// <param name="Text">Its text, empty when it has none of its own; <see langword="null"/> when it cannot be decoded.</param>
/// <param name="Width">Its advance as a fraction of the font size.</param>
/// <param name="Vertical">How it is placed when text runs downwards.</param>
internal readonly record struct FontGlyph(string? Text, float Width, VerticalMetric Vertical = default);

/// <summary>A font of a file: turns the bytes of shown strings into text and advances (ISO 32000-2, 9.5 to 9.8).</summary>
internal abstract class PdfFont(string name)
{
    /// <summary>Its PostScript name, empty when the file gives none.</summary>
    public string Name { get; } = name;

    public bool IsBold { get; init; }

    /// <summary>Whether text runs downwards.</summary>
    public virtual bool IsVertical => false;

    /// <summary>Height of an em in units of the font size: 1, but for Type 3 fonts, which choose their own space.</summary>
    public virtual double EmHeight => 1;

    /// <summary>Takes the next character code off a string.</summary>
    /// <param name="text">Not empty.</param>
    /// <param name="glyph">What it shows.</param>
    /// <returns>Its length in bytes, at least 1.</returns>
    public abstract int Next(ReadOnlySpan<byte> text, out FontGlyph glyph);
}
