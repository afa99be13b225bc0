using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>ASCIIHexDecode and ASCII85Decode (ISO 32000-2, 7.4.2 and 7.4.3); other characters are skipped.</summary>
internal static class AsciiFilters
{
    public static void DecodeHex(ReadOnlySpan<byte> data, FilterOutput output)
    {
        var end = data.IndexOf((byte)'>');
        if (end >= 0) data = data[..end];
        output.Advance(PdfText.Unhex(data, output.Reserve(data.Length / 2 + 1)));
    }

    public static void Decode85(ReadOnlySpan<byte> data, FilterOutput output)
    {
        while (data.Length > 0 && PdfCharacters.IsWhiteSpace(data[0])) data = data[1..];
        if (data.StartsWith("<~"u8)) data = data[2..];
        uint value = 0;
        var digits = 0;
        foreach (var b in data)
        {
            if (b == '~') break;
            if (b == 'z' && digits == 0) Write(0, 4, output);
            if (b is < (byte)'!' or > (byte)'u') continue;
            value = unchecked(value * 85 + (uint)(b - '!'));
            if (++digits < 5) continue;
            Write(value, 4, output);
            (value, digits) = (0, 0);
        }

        if (digits < 2) return;
        for (var i = digits; i < 5; i++) value = unchecked(value * 85 + 84);
        Write(value, digits - 1, output);
    }

    private static void Write(uint value, int bytes, FilterOutput output)
    {
        var target = output.Reserve(4);
        for (var i = 0; i < bytes; i++) target[i] = (byte)(value >> (24 - 8 * i));
        output.Advance(bytes);
    }
}
