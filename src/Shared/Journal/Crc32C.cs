using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Edify.Rag.Shared.Journal;

/// <summary>CRC-32C (Castagnoli, as in RFC 3720), by the processor's own instruction where it has one.</summary>
internal static class Crc32C
{
    /// <summary>Checksum of the bytes; pass the checksum of what stands before them to go on from there.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint previous = 0)
    {
        var crc = ~previous;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var value in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
