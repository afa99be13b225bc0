using System.Buffers.Binary;
using System.Globalization;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Identifies a vector: the first 128 bits of a SHA-256 of all that it depends on.</summary>
/// <remarks>Cryptographic, since whoever writes texts must not find two that are taken for one; and nobody reads a text out of it.</remarks>
internal readonly record struct VectorKey(ulong High, ulong Low)
{
    public const int Size = 16;

    public static VectorKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}

/// <summary>A vector with what identifies it.</summary>
internal readonly record struct KeyedVector(VectorKey Key, ReadOnlyMemory<float> Vector);
