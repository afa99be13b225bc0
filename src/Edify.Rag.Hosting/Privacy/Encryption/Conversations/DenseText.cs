namespace Edify.Rag.Hosting.Privacy.Encryption.Conversations;

/// <summary>Bytes as few characters: 14 bits to one, from the ideographs, for places that count characters.</summary>
/// <remarks>The first character says how many bits of the last one count. All of them are letters of the basic plane, which every store keeps.</remarks>
internal static class DenseText
{
    private const int Bits = 14;
    private const char First = '\u4E00';

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[1 + (((bytes.Length * 8) + Bits - 1) / Bits)];
        text[0] = (char)(First + (bytes.Length * 8 % Bits));
        var (held, count, at) = (0, 0, 1);
        foreach (var b in bytes)
        {
            (held, count) = ((held << 8) | b, count + 8);
            if (count < Bits) continue;
            count -= Bits;
            text[at++] = (char)(First + (held >> count));
            held &= (1 << count) - 1;
        }

        if (count > 0) text[at] = (char)(First + (held << (Bits - count)));
        return new(text);
    }

    /// <summary>The bytes; <see langword="null"/> where the text is none of these.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] - First is < 0 or >= Bits) return null;
        var last = text[0] - First;
        var bits = ((text.Length - 1) * Bits) - (last == 0 ? 0 : Bits - last);
        if (bits < 0 || bits % 8 != 0) return null;
        var (bytes, held, count, at) = (new byte[bits / 8], 0, 0, 0);
        foreach (var c in text[1..])
        {
            var value = c - First;
            if (value is < 0 or >= 1 << Bits) return null;
            (held, count) = ((held << Bits) | value, count + Bits);
            while (count >= 8 && at < bytes.Length)
            {
                count -= 8;
                bytes[at++] = (byte)(held >> count);
                held &= (1 << count) - 1;
            }
        }

        return at == bytes.Length ? bytes : null;
    }
}
