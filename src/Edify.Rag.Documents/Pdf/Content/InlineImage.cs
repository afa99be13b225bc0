using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Skips inline images (ISO 32000-2, 8.9.7), whose binary data may look like anything, even like their end.</summary>
internal static class InlineImage
{
    private const int PlausibleBytes = 12;

    /// <summary>Moves the lexer from behind "BI" to behind "EI".</summary>
    public static void Skip(ref PdfLexer lexer)
    {
        while (lexer.Read() != TokenKind.End && !lexer.IsKeyword("ID"u8))
            if (lexer.IsKeyword("EI"u8)) return;

        var data = lexer.Data;
        for (var at = lexer.Position + 1; at < data.Length;)
        {
            var next = data[at..].IndexOf("EI"u8);
            if (next < 0) break;
            at += next;
            if (IsEnd(data, at))
            {
                lexer.Position = at + 2;
                return;
            }

            at += 2;
        }

        lexer.Position = data.Length;
    }

    // "EI" between white space, and text behind it.
    private static bool IsEnd(ReadOnlySpan<byte> data, int at)
    {
        if (!PdfCharacters.IsWhiteSpace(data[at - 1])) return false;
        var after = data[(at + 2)..];
        if (after.Length > 0 && !PdfCharacters.IsWhiteSpace(after[0])) return false;
        foreach (var b in after[..Math.Min(PlausibleBytes, after.Length)])
            if (b > 126 || b < 32 && !PdfCharacters.IsWhiteSpace(b)) return false;
        return true;
    }
}
