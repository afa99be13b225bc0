using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Finds the ends of inline images (ISO 32000-2, 8.9.7), whose binary data may look like anything, even like their end.</summary>
/// <remarks>Where the dictionary tells how long the data is, that decides; else the first "EI" does that looks like the end.</remarks>
internal static class InlineImage
{
    private const int EndBytes = 3; // white space and "EI"
    private const int PlausibleBytes = 12;
    private const int MaxSlack = 4; // between the data and "EI": an end of line, and what writers add

    /// <summary>Moves the lexer from behind "BI" to behind "EI".</summary>
    /// <returns>Where the data lie, without what ends them.</returns>
    public static Range Skip(ref PdfLexer lexer)
    {
        var header = new InlineImageHeader();
        while (lexer.Read() != TokenKind.End && !lexer.IsKeyword("ID"u8))
        {
            if (lexer.IsKeyword("EI"u8)) return default;
            header.Add(lexer);
        }

        var data = lexer.Data;
        var start = Math.Min(lexer.Position + 1, data.Length); // one white space belongs to "ID"
        var length = header.DataBytes(data[start..]);
        if (EndBehind(data, start, length) is { } end)
        {
            lexer.Position = end;
            return start..(start + (int)length!.Value);
        }

        lexer.Position = Search(data, start);
        return start..Math.Max(start, lexer.Position - EndBytes);
    }

    private static int? EndBehind(ReadOnlySpan<byte> data, int start, long? length)
    {
        if (length is not { } bytes || start + bytes > data.Length) return null;
        for (var at = start + (int)bytes; at < Math.Min(data.Length - 1, start + bytes + MaxSlack); at++)
        {
            if (data[at] == 'E' && data[at + 1] == 'I') return IsFollowed(data, at) ? at + 2 : null;
            if (!PdfCharacters.IsWhiteSpace(data[at])) return null;
        }

        return null;
    }

    private static int Search(ReadOnlySpan<byte> data, int start)
    {
        for (var at = start; at < data.Length; at += 2)
        {
            var next = data[at..].IndexOf("EI"u8);
            if (next < 0) break;
            at += next;
            if (at > 0 && PdfCharacters.IsWhiteSpace(data[at - 1]) && IsFollowed(data, at) && IsPlausible(data[(at + 2)..])) return at + 2;
        }

        return data.Length;
    }

    private static bool IsFollowed(ReadOnlySpan<byte> data, int at) => at + 2 >= data.Length || PdfCharacters.IsWhiteSpace(data[at + 2]);

    // Text, not binary data, stands behind the end.
    private static bool IsPlausible(ReadOnlySpan<byte> after)
    {
        foreach (var b in after[..Math.Min(PlausibleBytes, after.Length)])
            if (b > 126 || b < 32 && !PdfCharacters.IsWhiteSpace(b)) return false;
        return true;
    }
}
