using System.Buffers;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>Unsigned numbers in groups of seven bits, the lowest first, as in Protocol Buffers.</summary>
internal static class Varint
{
    private const int MaxLength = 5;

    public static void Write(ArrayBufferWriter<byte> output, uint value)
    {
        var span = output.GetSpan(MaxLength);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }

    /// <summary>Reads a number and moves behind it.</summary>
    /// <returns>False when the data ends inside the number or it has more than 32 bits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, ref int position, out uint value)
    {
        value = 0;
        for (var shift = 0; shift < 7 * MaxLength; shift += 7)
        {
            if ((uint)position >= (uint)data.Length)
                return false;

            var group = data[position++];
            value |= (uint)(group & 0x7F) << shift;
            if (group < 0x80)
                return shift < 28 || group < 0x10;
        }

        return false;
    }
}
