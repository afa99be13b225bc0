using Edify.Rag.Documents.Pdf.Fonts;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>The values of text and choice fields whose appearance the file leaves to the viewer (ISO 32000-2, 12.7.4.3).</summary>
internal static class FormField
{
    private const int MaxParents = 16;
    private const double MaxSize = 12;
    private const double HeightShare = 0.7;

    /// <summary>A field's value where its rectangle lies; <see langword="null"/> when there is none.</summary>
    public static Glyph? Value(PdfDictionary widget, in Matrix view)
    {
        if (Inherited(widget, "FT") is not PdfName { Value: "Tx" or "Ch" } || Inherited(widget, "V") is not PdfString value) return null;
        if (widget.Numbers("Rect", 4) is not { } rect || GlyphText.Clean(PdfText.Decode(value.Bytes)) is not { Length: > 0 } text) return null;
        var (left, right, bottom) = (Math.Min(rect[0], rect[2]), Math.Max(rect[0], rect[2]), Math.Min(rect[1], rect[3]));
        var size = Math.Min(MaxSize, Math.Abs(rect[3] - rect[1]) * HeightShare);
        var (x, y) = view.Apply(left, bottom + size * 0.3);
        var (endX, endY) = view.Apply(right, bottom + size * 0.3);
        var angle = (short)((Math.Round(Math.Atan2(endY - y, endX - x) * 180 / Math.PI) + 360) % 360);
        return size > 0 ? new Glyph(text, SimpleFont.Fallback, (float)x, (float)y, (float)endX, (float)endY, (float)size, angle) : null;
    }

    private static PdfObject? Inherited(PdfDictionary? field, string key)
    {
        for (var i = 0; field is not null && i < MaxParents; i++, field = field.Dictionary("Parent"))
            if (field[key] is { } value) return value;
        return null;
    }
}
