using Edify.Rag.Documents.Pdf.Fonts.Programs;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Makes a composite font of its dictionaries (ISO 32000-2, 9.7).</summary>
internal static class CompositeFontLoader
{
    public static CompositeFont Load(PdfDictionary font)
    {
        var descendant = Descendant(font);
        var descriptor = descendant.Dictionary("FontDescriptor");
        var name = font.Name("BaseFont") ?? descendant.Name("BaseFont") ?? "";
        var encoding = Encoding(font);
        var widths = new CidWidths(descendant);
        var vertical = encoding.IsVertical ? new VerticalMetrics(descendant, widths) : null;
        return new CompositeFont(name, encoding, widths, vertical, TextSource(font, descendant))
        {
            IsBold = FontLoader.IsBold(name, descriptor),
        };
    }

    private static PdfDictionary Descendant(PdfDictionary font) =>
        PdfDictionary.AsDictionary(font["DescendantFonts"] is PdfArray { Count: > 0 } all ? all[0] : font["DescendantFonts"]) ?? new PdfDictionary();

    private static CMap Encoding(PdfDictionary font)
    {
        if (font.Name("Encoding") is { } name)
            return PredefinedCMaps.Find(name) ?? (name.EndsWith("-V", StringComparison.Ordinal) ? CMap.IdentityVertical : CMap.Identity);
        if (font.Stream("Encoding") is not { } stream) return CMap.Identity;
        var based = stream.Dictionary.Name("UseCMap") is { } use ? PredefinedCMaps.Find(use) : null;
        return CMapParser.ParseEncoding(stream.Decode(), based);
    }

    // ToUnicode comes first, then the character collection, then what the embedded font knows (9.10.2).
    private static Func<uint, int, string?> TextSource(PdfDictionary font, PdfDictionary descendant)
    {
        var toUnicode = FontLoader.ToUnicode(font);
        var ordering = PdfText.Decode(descendant.Dictionary("CIDSystemInfo")?.Bytes("Ordering") ?? []);
        if (PredefinedCMaps.IsKnown(ordering)) return (code, cid) => toUnicode?.Find(code) ?? PredefinedCMaps.ToText(ordering, cid);
        // No Lazy: it would keep the failure of an attempt that stumbled over bytes yet to be fetched.
        Func<int, string?>? glyphs = null;
        return (code, cid) => toUnicode?.Find(code) ?? (glyphs ??= ProgramTexts(descendant))(cid);
    }

    private static Func<int, string?> ProgramTexts(PdfDictionary descendant)
    {
        var descriptor = descendant.Dictionary("FontDescriptor");
        if (descriptor?.Stream("FontFile2") is { } trueType)
        {
            var texts = new TrueTypeProgram(trueType.Decode()).GlyphTexts();
            if (descendant.Stream("CIDToGIDMap")?.Decode() is not { } glyphs) return cid => texts.GetValueOrDefault(cid);
            return cid => texts.GetValueOrDefault(new BigEndianReader(glyphs).U16(2L * cid)) ?? FromMappedCid(cid);
        }

        if (descriptor?.Stream("FontFile3") is not { } compact) return _ => null;
        var names = FontPrograms.GlyphTexts(compact.Decode());
        return cid => names.GetValueOrDefault(cid);
    }

    // Who maps CIDs to glyphs one by one has most often chosen Unicode for them.
    private static string? FromMappedCid(int cid) => cid is > ' ' and < 0xD800 ? ((char)cid).ToString() : null;
}
