using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Loads the fonts of a file and keeps them: pages share most of theirs.</summary>
internal sealed class FontLoader
{
    private const int MaxKept = 400;

    private readonly Dictionary<int, PdfFont> _byNumber = [];
    private readonly Dictionary<PdfDictionary, PdfFont> _direct = new(ReferenceEqualityComparer.Instance);

    /// <summary>The font that a resource names; a stand-in when it is missing or unreadable.</summary>
    public PdfFont Load(PdfDictionary? resources, string name) => Load(resources?.Dictionary("Font")?.Raw(name));

    /// <summary>The font that an object holds or refers to.</summary>
    public PdfFont Load(PdfObject? font)
    {
        if (_byNumber.Count + _direct.Count > MaxKept)
        {
            _byNumber.Clear();
            _direct.Clear();
        }

        switch (font)
        {
            case PdfReference reference:
                if (_byNumber.TryGetValue(reference.Number, out var loaded)) return loaded;
                return _byNumber[reference.Number] = Create(PdfDictionary.AsDictionary(reference.Resolve()));
            case PdfDictionary dictionary:
                return _direct.TryGetValue(dictionary, out loaded) ? loaded : _direct[dictionary] = Create(dictionary);
            default:
                return SimpleFont.Fallback;
        }
    }

    private static PdfFont Create(PdfDictionary? font)
    {
        if (font is null) return SimpleFont.Fallback;
        return font.Name("Subtype") == "Type0" ? CompositeFontLoader.Load(font) : SimpleFontLoader.Load(font);
    }

    /// <summary>Whether name, flags or weight call a font bold (ISO 32000-2, 9.8.1).</summary>
    public static bool IsBold(string name, PdfDictionary? descriptor) =>
        StandardFonts.IsBold(name) || descriptor?.Number("FontWeight", 400) >= 600 || (descriptor?.Integer("Flags") & 1 << 18) > 0;

    /// <summary>What a font's ToUnicode entry says; <see langword="null"/> when it says nothing.</summary>
    public static ToUnicodeMap? ToUnicode(PdfDictionary font)
    {
        if (font["ToUnicode"] is PdfName { Value: "Identity-H" or "Identity-V" }) return ToUnicodeMap.Identity;
        if (font.Stream("ToUnicode") is not { } stream) return null;
        var map = CMapParser.ParseToUnicode(stream.Decode());
        return map.IsEmpty ? null : map;
    }
}
