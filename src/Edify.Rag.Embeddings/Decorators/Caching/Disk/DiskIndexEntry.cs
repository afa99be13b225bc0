using System.Buffers.Binary;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Where a record stands: what is read of a segment when it is opened, instead of its vectors.</summary>
/// <remarks>
/// <code>
/// 0   uint64  first half of the key
/// 8   uint32  offset of the record, in units of 16 bytes
/// 12  uint32  CRC-32C of both, begun with the segment's number
/// </code>
/// </remarks>
/// <param name="Prefix">First half of the key.</param>
/// <param name="Offset">Offset of the record in units.</param>
internal readonly record struct DiskIndexEntry(ulong Prefix, uint Offset)
{
    public const int Size = 16;
    private const int Place = sizeof(ulong);
    private const int Checksum = Place + sizeof(uint);

    public void Write(Span<byte> bytes, uint segment)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Prefix);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[Place..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[Checksum..], Crc32C.Of(bytes[..Checksum], segment));
    }

    /// <summary>Reads an entry; <see langword="false"/> when it is not one that was written whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, uint segment, out DiskIndexEntry entry)
    {
        entry = new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[Place..]));
        return entry.Offset > 0 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[Checksum..]) == Crc32C.Of(bytes[..Checksum], segment);
    }
}
