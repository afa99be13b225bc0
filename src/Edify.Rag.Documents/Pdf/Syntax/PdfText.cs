using System.Text;

namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Decodes what stands inside string and name tokens.</summary>
internal static class PdfText
{
    /// <summary>Undoes the escapes of a literal string (ISO 32000-2, 7.3.4.2); returns the number of bytes written.</summary>
    /// <param name="raw">What stands between the outer parentheses.</param>
    /// <param name="target">At least as long as <paramref name="raw"/>.</param>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var b = raw[i];
            if (b == 13)
            {
                target[written++] = 10;
                if (i + 1 < raw.Length && raw[i + 1] == 10) i++;
            }
            else if (b != '\\') target[written++] = b;
            else if (++i < raw.Length) i = UnescapeOne(raw, i, target, ref written);
        }

        return written;
    }

    private static int UnescapeOne(ReadOnlySpan<byte> raw, int i, Span<byte> target, ref int written)
    {
        var b = raw[i];
        if (b is 10 or 13) return b == 13 && i + 1 < raw.Length && raw[i + 1] == 10 ? i + 1 : i;
        if (b is >= (byte)'0' and <= (byte)'7')
        {
            int value = 0, digits = 0;
            for (; digits < 3 && i < raw.Length && raw[i] is >= (byte)'0' and <= (byte)'7'; digits++) value = value * 8 + (raw[i++] - '0');
            target[written++] = (byte)value;
            return i - 1;
        }

        target[written++] = b switch
        {
            (byte)'n' => 10,
            (byte)'r' => 13,
            (byte)'t' => 9,
            (byte)'b' => 8,
            (byte)'f' => 12,
            _ => b,
        };
        return i;
    }

    /// <summary>Decodes hexadecimal digits, skipping anything else; an odd last digit counts as if followed by 0.</summary>
    public static int Unhex(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        int written = 0, high = -1;
        foreach (var b in raw)
        {
            var value = PdfCharacters.HexValue(b);
            if (value < 0) continue;
            if (high < 0) high = value;
            else
            {
                target[written++] = (byte)(high << 4 | value);
                high = -1;
            }
        }

        if (high >= 0) target[written++] = (byte)(high << 4);
        return written;
    }

    /// <summary>The bytes of the string token under the lexer.</summary>
    public static byte[] StringBytes(in PdfLexer lexer)
    {
        var raw = lexer.Token;
        var bytes = new byte[raw.Length + 1];
        var length = lexer.Kind == TokenKind.HexText ? Unhex(raw, bytes) : Unescape(raw, bytes);
        return bytes[..length];
    }

    /// <summary>A name with its #xx escapes undone (ISO 32000-2, 7.3.5).</summary>
    public static string Name(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'#')) return Encoding.Latin1.GetString(raw);
        var name = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var isEscape = raw[i] == '#' && i + 2 < raw.Length && PdfCharacters.HexValue(raw[i + 1]) >= 0 && PdfCharacters.HexValue(raw[i + 2]) >= 0;
            name.Append(isEscape ? (char)(PdfCharacters.HexValue(raw[i + 1]) << 4 | PdfCharacters.HexValue(raw[i + 2])) : (char)raw[i]);
            if (isEscape) i += 2;
        }

        return name.ToString();
    }

    /// <summary>A text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding (ISO 32000-2, 7.9.2).</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        _ => PdfDocEncoding.GetString(bytes),
    };
}
