using System.Buffers.Binary;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Where a part of a file lies, and its checksum.</summary>
internal readonly record struct Section(long Offset, long Length, uint Checksum);

/// <summary>The first page of a file made of sections: what the file is, how large, and where its sections are.</summary>
/// <remarks>
/// <code>
/// 0    8 bytes  magic: kind and version of the format
/// 8    int32    rows
/// 12   int32    dimension
/// 16   24 bytes per section: int64 offset, int64 length, uint32 CRC-32C, 4 bytes of nothing
/// 252  uint32   CRC-32C of what stands before it
/// </code>
/// Sections begin at multiples of 64, so that vectors are aligned for the processor.
/// </remarks>
internal sealed record SectionTable(ulong Magic, int Rows, int Dimension, Section[] Sections)
{
    public const int Size = 256;
    public const int Alignment = 64;

    private const int SectionsAt = 16;
    private const int SectionSize = 24;
    private const int ChecksumAt = Size - sizeof(uint);

    public const int MaxSections = (ChecksumAt - SectionsAt) / SectionSize;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Dimension);
        for (var i = 0; i < Sections.Length; i++)
        {
            var at = bytes.AsSpan(SectionsAt + (i * SectionSize));
            BinaryPrimitives.WriteInt64LittleEndian(at, Sections[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], Sections[i].Length);
            BinaryPrimitives.WriteUInt32LittleEndian(at[16..], Sections[i].Checksum);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    /// <summary>What kind and version of file it says it is; 0 where it is too short to say so.</summary>
    public static ulong MagicOf(MappedFile file) => file.Length < Size ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(file.Memory(0, sizeof(ulong)).Span);

    /// <summary>Reads the table of a mapped file and checks that it is whole.</summary>
    /// <exception cref="RagStateException">The file is damaged or of another kind.</exception>
    public static SectionTable Read(MappedFile file, ulong magic, int sections)
    {
        if (file.Length < Size) throw Damage.In(file.Path, 0, "it is too short");
        var bytes = file.Memory(0, Size).Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Crc32C.Of(bytes[..ChecksumAt]))
            throw Damage.In(file.Path, 0, "its header does not match its checksum");
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != magic) throw Damage.In(file.Path, 0, "it is of another kind or version");

        var table = new Section[sections];
        for (var i = 0; i < sections; i++)
        {
            var at = bytes[(SectionsAt + (i * SectionSize))..];
            table[i] = new(
                BinaryPrimitives.ReadInt64LittleEndian(at), BinaryPrimitives.ReadInt64LittleEndian(at[8..]), BinaryPrimitives.ReadUInt32LittleEndian(at[16..]));
            if (table[i].Offset + table[i].Length > file.Length) throw Damage.In(file.Path, file.Length, "its end is missing");
        }

        return new(magic, BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]), table);
    }
}
