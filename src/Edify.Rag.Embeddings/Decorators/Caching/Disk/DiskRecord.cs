using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>A vector with its whole key.</summary>
/// <remarks>
/// <code>
/// 0   uint32  CRC-32C of everything behind it, without the padding
/// 4   int32   number of floats
/// 8   key, 16 bytes
/// 24  float32s, then zeros up to a multiple of 16 bytes
/// </code>
/// </remarks>
internal static class DiskRecord
{
    private const int Count = sizeof(uint);
    private const int Key = Count + sizeof(int);
    private const int Floats = Key + VectorKey.Size;
    private const int MaxFloats = 1 << 22;

    public static int SizeOf(int floats) => (int)DiskFormat.RoundedUp(Floats + (long)floats * sizeof(float));

    public static bool CanHold(int floats) => floats is > 0 and <= MaxFloats;

    public static void Write(Span<byte> record, KeyedVector vector)
    {
        var end = Floats + vector.Vector.Length * sizeof(float);
        BinaryPrimitives.WriteInt32LittleEndian(record[Count..], vector.Vector.Length);
        vector.Key.Write(record[Key..]);
        MemoryMarshal.AsBytes(vector.Vector.Span).CopyTo(record[Floats..]);
        record[end..].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(record, Crc32C.Of(record[Count..end]));
    }

    /// <summary>The vector of a record; <see langword="null"/> when it is damaged or another key's.</summary>
    /// <param name="file">The segment's vectors.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="key">Whose vector is wanted.</param>
    /// <param name="likelySize">How long it probably is, so that one read does.</param>
    public static float[]? Read(SafeFileHandle file, long offset, VectorKey key, int likelySize)
    {
        var (vector, size) = ReadUpTo(file, offset, key, likelySize);
        return size > likelySize ? ReadUpTo(file, offset, key, size).Vector : vector;
    }

    private static (float[]? Vector, int Size) ReadUpTo(SafeFileHandle file, long offset, VectorKey key, int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var record = buffer.AsSpan(0, RandomAccess.Read(file, buffer.AsSpan(0, size), offset));
            if (record.Length < Floats || VectorKey.Read(record[Key..]) != key) return (null, 0);
            var floats = BinaryPrimitives.ReadInt32LittleEndian(record[Count..]);
            if (!CanHold(floats)) return (null, 0);

            var end = Floats + floats * sizeof(float);
            if (record.Length < end) return (null, SizeOf(floats));
            return BinaryPrimitives.ReadUInt32LittleEndian(record) == Crc32C.Of(record[Count..end])
                ? (MemoryMarshal.Cast<byte, float>(record[Floats..end]).ToArray(), 0)
                : (null, 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
