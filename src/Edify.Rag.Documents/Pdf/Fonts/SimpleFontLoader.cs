using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Makes a simple font of its dictionary: what each of its 256 codes means and how wide it is (ISO 32000-2, 9.6).</summary>
internal sealed class SimpleFontLoader
{
    private const int Codes = 256;
    private const int SymbolicFlag = 4;
    private const double UnknownWidth = 500;
    private const double TypicalEm = 1.5;

    private readonly PdfDictionary _font;
    private readonly PdfDictionary? _descriptor;
    private readonly string _name;
    private readonly string? _standard;
    private readonly string?[] _names = new string?[Codes];
    private readonly string?[] _texts = new string?[Codes];

    private SimpleFontLoader(PdfDictionary font)
    {
        _font = font;
        _descriptor = font.Dictionary("FontDescriptor");
        _name = font.Name("BaseFont") ?? font.Name("Name") ?? "";
        _standard = StandardFonts.Recognize(_name);
    }

    public static SimpleFont Load(PdfDictionary font) => new SimpleFontLoader(font).Load();

    private bool IsTrueType => _font.Name("Subtype") == "TrueType";

    private bool IsType3 => _font.Name("Subtype") == "Type3";

    private SimpleFont Load()
    {
        ReadEncoding();
        ReadNames();
        if (_names[' '] is null) _texts[' '] ??= " "; // fonts leave it out: there is nothing to draw
        var toUnicode = FontLoader.ToUnicode(_font);
        var widths = new WidthTable(this);
        var glyphs = new FontGlyph[Codes];
        for (var code = 0; code < Codes; code++)
            glyphs[code] = new FontGlyph(GlyphText.Clean(toUnicode?.Find((uint)code) ?? _texts[code] ?? WithoutGlyph(code)), (float)widths.Of(code));
        return new SimpleFont(_name, glyphs, IsType3 ? Type3EmHeight() : 1)
        {
            IsBold = FontLoader.IsBold(_name, _descriptor),
        };
    }

    // A code that the encoding of a font which is not embedded leaves out draws nothing: there is nothing to decode.
    private string? WithoutGlyph(int code) => _names[code] is null && !IsType3 && !FontPrograms.IsEmbedded(_descriptor) ? "" : null;

    // The base encoding: named, of a standard symbol font, of the embedded program, or the format's default (9.6.5).
    private void ReadEncoding()
    {
        var encoding = _font["Encoding"];
        var named = Encodings.Find((encoding as PdfName)?.Value ?? (encoding as PdfDictionary)?.Name("BaseEncoding"));
        var isSymbolic = (_descriptor?.Integer("Flags") & SymbolicFlag) > 0;
        var isEmbedded = FontPrograms.IsEmbedded(_descriptor);
        if (named is not null)
        {
            named.CopyTo(_names, 0);
            if (isSymbolic) FillGaps(FontPrograms.CodeTexts(_descriptor, isSymbolic));
        }
        else if (_standard is StandardFonts.Symbol or StandardFonts.ZapfDingbats && !isEmbedded) Encodings.BuiltIn(_standard).CopyTo(_names, 0);
        else if (FontPrograms.Encoding(_descriptor) is { } builtIn) builtIn.CopyTo(_names, 0);
        else if (FontPrograms.CodeTexts(_descriptor, isSymbolic) is { } texts) FillGaps(texts);
        else if (!IsType3) (IsTrueType ? Encodings.WinAnsi : Encodings.Standard).CopyTo(_names, 0);

        if ((encoding as PdfDictionary)?.Array("Differences") is { } differences) ApplyDifferences(differences);
    }

    private void FillGaps(string?[]? texts)
    {
        for (var code = 0; texts is not null && code < Codes; code++)
            if (_names[code] is null) _texts[code] = texts[code];
    }

    private void ApplyDifferences(PdfArray differences)
    {
        var code = 0;
        for (var i = 0; i < differences.Count; i++)
        {
            if (differences[i] is PdfNumber number) code = (int)number.Value;
            else if (differences[i] is PdfName name)
            {
                if (code is >= 0 and < Codes) (_names[code], _texts[code]) = (name.Value, null);
                code++;
            }
        }
    }

    private void ReadNames()
    {
        var isDingbat = _standard == StandardFonts.ZapfDingbats;
        Dictionary<int, string>? glyphs = null;
        for (var code = 0; code < Codes; code++)
        {
            if (_texts[code] is not null || _names[code] is not { } name || name == GlyphNames.NotDefined) continue;
            _texts[code] = GlyphNames.ToText(name, isDingbat);
            if (_texts[code] is not null) continue;
            var index = GlyphNames.Index(name);
            if (index >= 0) glyphs ??= FontPrograms.GlyphTexts(_descriptor);
            _texts[code] = glyphs?.GetValueOrDefault(index) ?? (index >= 0 ? FromTrueTypeOrder(index) : GlyphNames.Guess(name));
            // Type 3 glyphs bear any name; their codes are most often those of the characters they draw.
            if (IsType3 && code is > ' ' and < 127) _texts[code] ??= ((char)code).ToString();
        }
    }

    // Most TrueType fonts number the ASCII characters from glyph 3, the space.
    private static string? FromTrueTypeOrder(int glyph) => glyph is >= 3 and <= 97 ? ((char)(glyph + 29)).ToString() : null;

    // A Type 3 font draws in its own space: its height tells what an em is.
    private double Type3EmHeight()
    {
        var scale = _font.Numbers("FontMatrix", 6) is { } m ? Math.Max(Math.Abs(m[3]), 1e-9) : 0.001;
        var box = _font.Numbers("FontBBox", 4);
        var height = box is null ? 0 : Math.Abs(box[3] - box[1]);
        return height > 1e-6 ? Math.Min(height * scale, TypicalEm) : 1;
    }

    /// <summary>Advances of the codes: the file's own, else those of a standard font.</summary>
    private sealed class WidthTable(SimpleFontLoader loader)
    {
        private readonly double[]? _widths = loader._font.Numbers("Widths");
        private readonly int _first = loader._font.Integer("FirstChar");
        private readonly double _missing = loader._descriptor?.Number("MissingWidth") ?? 0;
        private readonly double _scale = loader.IsType3 && loader._font.Numbers("FontMatrix", 6) is { } m ? Math.Abs(m[0] != 0 ? m[0] : m[1]) : 0.001;

        public double Of(int code) => Raw(code) * _scale;

        private double Raw(int code)
        {
            var index = code - _first;
            if (_widths is { Length: > 0 }) return index >= 0 && index < _widths.Length ? _widths[index] : _missing;
            var name = loader._names[code];
            var standard = name is null ? null : StandardFonts.Width(loader._standard ?? "Helvetica", name);
            return standard ?? (_missing > 0 ? _missing : UnknownWidth);
        }
    }
}
