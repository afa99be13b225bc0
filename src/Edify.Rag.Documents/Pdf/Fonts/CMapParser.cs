using System.Text;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Parses CMap files that are embedded in a document (ISO 32000-2, 9.7.5.4 and 9.10.3; Adobe Technical Note 5014).</summary>
internal ref struct CMapParser
{
    private const int MaxRange = 0xFFFF;
    private const int MaxMappings = 1 << 17; // twice as many as there are codes of two bytes
    private const int MaxTextBytes = 512; // the format's own limit for what one code means
    private const int MaxSpaces = 256; // each is tried for every code of a text; real maps have a dozen

    private readonly List<CodeSpace> _spaces = [];
    private readonly List<CidRange> _cids = [];
    private readonly Dictionary<uint, string> _texts = [];
    private readonly List<UnicodeRange> _textRanges = [];
    private PdfLexer _lexer;
    private string? _lastName;
    private double _lastNumber;
    private CMap? _base;
    private bool _isVertical;

    private CMapParser(ReadOnlySpan<byte> data) => _lexer = new PdfLexer(data);

    public static CMap ParseEncoding(ReadOnlySpan<byte> data, CMap? based)
    {
        var parser = new CMapParser(data) { _base = based };
        parser.Parse();
        return new CMap(parser._spaces, parser._cids, parser._base, parser._isVertical);
    }

    public static ToUnicodeMap ParseToUnicode(ReadOnlySpan<byte> data)
    {
        var parser = new CMapParser(data);
        parser.Parse();
        return new ToUnicodeMap(parser._texts, parser._textRanges);
    }

    private void Parse()
    {
        while (_lexer.Read() != TokenKind.End)
        {
            switch (_lexer.Kind)
            {
                case TokenKind.Name: _lastName = PdfText.Name(_lexer.Token); break;
                case TokenKind.Number: _lastNumber = _lexer.Number; break;
                case TokenKind.Keyword: Execute(); break;
            }
        }
    }

    private void Execute()
    {
        if (_lexer.IsKeyword("begincodespacerange"u8)) ReadCodeSpaces();
        else if (_lexer.IsKeyword("begincidrange"u8)) ReadCids(isRange: true);
        else if (_lexer.IsKeyword("begincidchar"u8)) ReadCids(isRange: false);
        else if (_lexer.IsKeyword("beginbfrange"u8)) ReadTextRanges();
        else if (_lexer.IsKeyword("beginbfchar"u8)) ReadTexts();
        else if (_lexer.IsKeyword("usecmap"u8) && _lastName is not null) _base ??= PredefinedCMaps.Find(_lastName);
        else if (_lexer.IsKeyword("def"u8) && _lastName == "WMode") _isVertical = _lastNumber == 1;
    }

    private bool ReadCode(out int length, out uint code)
    {
        (length, code) = (0, 0);
        if (_lexer.Read() is not (TokenKind.HexText or TokenKind.Text)) return false;
        Span<byte> bytes = stackalloc byte[8];
        var raw = _lexer.Token;
        if (_lexer.Kind == TokenKind.Text || raw.Length > 14) return true; // of no use, but no end either
        length = PdfText.Unhex(raw, bytes);
        foreach (var b in bytes[..Math.Min(length, 4)]) code = code << 8 | b;
        return true;
    }

    private void ReadCodeSpaces()
    {
        while (ReadCode(out var length, out var low) && ReadCode(out _, out var high))
            if (length is >= 1 and <= 4 && _spaces.Count < MaxSpaces) _spaces.Add(new CodeSpace(length, low, high));
    }

    private void ReadCids(bool isRange)
    {
        while (ReadCode(out var length, out var low))
        {
            var high = low;
            if (isRange && !ReadCode(out _, out high)) return;
            if (_lexer.Read() != TokenKind.Number) return;
            if (high >= low && _cids.Count < MaxMappings) _cids.Add(new CidRange(length, low, high, (int)_lexer.Number));
        }
    }

    private void ReadTexts()
    {
        while (ReadCode(out _, out var code))
        {
            if (ReadText() is { } text) Add(code, text);
            else if (_lexer.Kind == TokenKind.Keyword) return;
        }
    }

    private void Add(uint code, string text)
    {
        if (_texts.Count < MaxMappings) _texts[code] = text;
    }

    private void ReadTextRanges()
    {
        while (ReadCode(out _, out var low) && ReadCode(out _, out var high))
        {
            var text = ReadText();
            if (text is not null)
            {
                if (high >= low && high - low <= MaxRange && _textRanges.Count < MaxMappings) _textRanges.Add(new UnicodeRange(low, high, text));
            }
            else if (_lexer.Kind == TokenKind.ArrayStart)
            {
                for (var code = low; ReadText() is { } item; code++) Add(code, item);
            }
            else if (_lexer.Kind == TokenKind.Keyword) return;
        }
    }

    // A destination: UTF-16BE, or a glyph name.
    private string? ReadText()
    {
        switch (_lexer.Read())
        {
            case TokenKind.HexText or TokenKind.Text:
                var bytes = PdfText.StringBytes(_lexer);
                if (bytes.Length > MaxTextBytes) return "";
                return bytes.Length == 1 ? ((char)bytes[0]).ToString() : Encoding.BigEndianUnicode.GetString(bytes.AsSpan(0, bytes.Length & ~1));
            case TokenKind.Name:
                return GlyphNames.ToText(PdfText.Name(_lexer.Token)) ?? "";
            default:
                return null;
        }
    }
}
