namespace Edify.Rag.Documents.Eml;

/// <summary>Undoes what makes bytes fit for transport (RFC 2045). What breaks the rules is skipped, or kept as it stands.</summary>
internal static class TransferEncoding
{
    /// <summary>The bytes of a part.</summary>
    /// <param name="body">The bytes as they stand in the message.</param>
    /// <param name="encoding">Its Content-Transfer-Encoding.</param>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string encoding) => encoding.Trim().ToUpperInvariant() switch
    {
        "BASE64" => FromBase64(body.Span),
        "QUOTED-PRINTABLE" => FromQuotedPrintable(body.Span, isWord: false),
        _ => body,
    };

    /// <summary>Decodes Base64, skipping what does not belong to it; several texts may follow each other.</summary>
    /// <param name="text">The text.</param>
    public static byte[] FromBase64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        var (length, bits, count) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '=')
            {
                // Padding ends a text; what follows begins at a byte.
                (bits, count) = (0, 0);
                continue;
            }

            if (ValueOf(c) is not (>= 0 and var value)) continue;
            bits = ((bits << 6) | value) & 0xFFFFFF;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            bytes[length++] = (byte)(bits >> count);
        }

        return bytes[..length];
    }

    /// <summary>Decodes Quoted-Printable.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWord">Whether it is an encoded word, in which "_" is a space.</param>
    public static byte[] FromQuotedPrintable(ReadOnlySpan<byte> text, bool isWord)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '=' && i + 2 < text.Length && IsHex(text[i + 1]) && IsHex(text[i + 2]))
            {
                bytes[length++] = (byte)((HexOf(text[i + 1]) << 4) | HexOf(text[i + 2]));
                i += 2;
            }
            else if (c == '=' && SoftBreak(text[(i + 1)..]) is >= 0 and var skipped)
            {
                i += skipped;
            }
            else
            {
                bytes[length++] = isWord && c == '_' ? (byte)' ' : c;
            }
        }

        return bytes[..length];
    }

    // How much to skip of a line that goes on; -1 when it does not.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var blank = rest.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
        if (blank < 0) return rest.Length;
        return rest[blank] == '\n' ? blank + 1 : -1;
    }

    private static int ValueOf(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };

    private static bool IsHex(byte c) => char.IsAsciiHexDigit((char)c);

    private static int HexOf(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
