using Edify.Rag.Documents.Pdf.Fonts.Programs;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Asks the font program embedded in a file what its glyphs mean, whatever its format (ISO 32000-2, 9.9).</summary>
internal static class FontPrograms
{
    /// <summary>Whether the file holds the font's program.</summary>
    public static bool IsEmbedded(PdfDictionary? descriptor) =>
        descriptor is not null && (descriptor.Contains("FontFile") || descriptor.Contains("FontFile2") || descriptor.Contains("FontFile3"));

    /// <summary>Names by code of the built-in encoding of a Type 1 or CFF program.</summary>
    public static string?[]? Encoding(PdfDictionary? descriptor)
    {
        if (descriptor?.Stream("FontFile") is { } type1) return Type1Program.Encoding(type1.Decode());
        if (descriptor?.Stream("FontFile3")?.Decode() is not { } data) return null;
        if (!IsOpenType(data)) return new CffProgram(data).Encoding();
        var cff = new TrueTypeProgram(data).TableBytes("CFF "u8);
        return cff.IsEmpty ? null : new CffProgram(cff.ToArray()).Encoding();
    }

    /// <summary>Text by code of an embedded TrueType program.</summary>
    public static string?[]? CodeTexts(PdfDictionary? descriptor, bool isSymbolic) =>
        descriptor?.Stream("FontFile2") is { } trueType ? new TrueTypeProgram(trueType.Decode()).CodeTexts(isSymbolic) : null;

    /// <summary>Text by glyph of whatever program is embedded.</summary>
    public static Dictionary<int, string> GlyphTexts(PdfDictionary? descriptor)
    {
        if (descriptor?.Stream("FontFile2") is { } trueType) return new TrueTypeProgram(trueType.Decode()).GlyphTexts();
        return descriptor?.Stream("FontFile3") is { } compact ? GlyphTexts(compact.Decode()) : [];
    }

    /// <summary>Text by glyph of a CFF or OpenType program.</summary>
    public static Dictionary<int, string> GlyphTexts(byte[] data)
    {
        if (!IsOpenType(data)) return new CffProgram(data).GlyphTexts();
        var font = new TrueTypeProgram(data);
        var texts = font.GlyphTexts();
        var cff = font.TableBytes("CFF "u8);
        return texts.Count > 0 || cff.IsEmpty ? texts : new CffProgram(cff.ToArray()).GlyphTexts();
    }

    private static bool IsOpenType(ReadOnlySpan<byte> data) => data is [(byte)'O' or 0, ..];
}
