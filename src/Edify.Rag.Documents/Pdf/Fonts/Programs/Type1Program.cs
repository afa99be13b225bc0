using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Fonts.Programs;

/// <summary>The built-in encoding of a Type 1 font, which stands in its clear part (Adobe Type 1 Font Format, chapter 2).</summary>
internal static class Type1Program
{
    private const int MaxClearBytes = 64 << 10;

    /// <summary>Name of each code's glyph; <see langword="null"/> when the font has no encoding.</summary>
    public static string?[]? Encoding(ReadOnlySpan<byte> data)
    {
        if (data is [0x80, 1, _, _, _, _, .. var inner]) data = inner;
        var clear = data.IndexOf("eexec"u8);
        data = data[..Math.Min(clear < 0 ? MaxClearBytes : clear, data.Length)];
        var start = data.IndexOf("/Encoding"u8);
        if (start < 0) return null;

        var lexer = new PdfLexer(data, start + 9);
        lexer.Read();
        if (lexer.IsKeyword("StandardEncoding"u8)) return Encodings.Standard;

        // dup 65 /A put
        var names = new string?[256];
        while (lexer.Read() != TokenKind.End && !lexer.IsKeyword("def"u8))
        {
            if (!lexer.IsKeyword("dup"u8) || lexer.Read() != TokenKind.Number) continue;
            var code = Code(ref lexer);
            if (lexer.Read() == TokenKind.Name && code is >= 0 and < 256) names[code] = PdfText.Name(lexer.Token);
        }

        return names;
    }

    // "8#101" is octal.
    private static int Code(ref PdfLexer lexer)
    {
        var number = (int)lexer.Number;
        if (number is not (8 or 16) || lexer.Position >= lexer.Data.Length || lexer.Data[lexer.Position] != '#') return number;
        var code = 0;
        for (lexer.Position++; lexer.Position < lexer.Data.Length; lexer.Position++)
        {
            var digit = PdfCharacters.HexValue(lexer.Data[lexer.Position]);
            if (digit < 0 || code > 255) break;
            code = code * number + digit;
        }

        return code;
    }
}
