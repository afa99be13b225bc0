using Edify.Rag.Documents.Pdf.Fonts;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>A shown character, in page space: points, the origin at the bottom left of the page as it is viewed.</summary>
/// <param name="Text">What it means; may be several letters.</param>
/// <param name="Font">The font it is set in.</param>
/// <param name="X">Start of its baseline.</param>
/// <param name="Y">Start of its baseline.</param>
/// <param name="EndX">End of its baseline.</param>
/// <param name="EndY">End of its baseline.</param>
/// <param name="Size">Height of an em.</param>
/// <param name="Angle">Direction of its baseline in degrees, counter-clockwise; 270 for vertical writing.</param>
internal readonly record struct Glyph(string Text, PdfFont Font, float X, float Y, float EndX, float EndY, float Size, short Angle);
