namespace Edify.Rag.Documents.Pdf.Security;

/// <summary>The RC4 stream cipher, which the platform no longer offers; old files need it (ISO 32000-2, 7.6.2).</summary>
internal static class Rc4
{
    public static byte[] Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        Span<byte> state = stackalloc byte[256];
        for (var i = 0; i < 256; i++) state[i] = (byte)i;
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var result = new byte[data.Length];
        int x = 0, y = 0;
        for (var i = 0; i < data.Length; i++)
        {
            x = (x + 1) & 255;
            y = (y + state[x]) & 255;
            (state[x], state[y]) = (state[y], state[x]);
            result[i] = (byte)(data[i] ^ state[(state[x] + state[y]) & 255]);
        }

        return result;
    }
}
