using System.Buffers;
using System.Buffers.Binary;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>A section of a mapped file in blocks, each checked before its first use.</summary>
/// <param name="file">The file.</param>
/// <param name="section">Where the blocks lie.</param>
/// <param name="checksums">CRC-32C of each block, uint32.</param>
/// <param name="blockSize">Bytes of a block; the last one may have fewer.</param>
/// <param name="what">What they are blocks of, for people.</param>
internal sealed class CheckedBlocks(MappedFile file, Section section, ReadOnlyMemory<byte> checksums, int blockSize, string what)
{
    private const int ReadAtOnce = 1 << 16;

    private readonly ReadOnlyMemory<byte> _blocks = file.Memory(section.Offset, section.Length);
    private readonly int[] _checked = new int[checksums.Length / sizeof(uint)];

    /// <summary>Where a block lies in the file.</summary>
    public Section Place(int index)
    {
        var start = (long)index * blockSize;
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(checksums.Span[(index * sizeof(uint))..]);
        return new(section.Offset + start, Math.Min(blockSize, section.Length - start), checksum);
    }

    /// <summary>A block.</summary>
    /// <exception cref="RagStateException">It is damaged.</exception>
    public ReadOnlySpan<byte> Block(int index)
    {
        var start = checked(index * blockSize);
        var block = _blocks.Span.Slice(start, Math.Min(blockSize, _blocks.Length - start));
        if (Volatile.Read(ref _checked[index]) == 0) Accept(index, Crc32C.Of(block));
        return block;
    }

    /// <summary>Copies a part of a block, without the rest of it coming into memory.</summary>
    /// <exception cref="RagStateException">The block is damaged.</exception>
    public void Copy(int index, int offset, Span<byte> part)
    {
        if (Volatile.Read(ref _checked[index]) == 0) CheckByReading(index);
        file.Read(Place(index).Offset + offset, part);
    }

    private void CheckByReading(int index)
    {
        var place = Place(index);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            var checksum = 0u;
            for (var read = 0L; read < place.Length; read += buffer.Length)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, place.Length - read));
                file.Read(place.Offset + read, part);
                checksum = Crc32C.Of(part, checksum);
            }

            Accept(index, checksum);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Accept(int index, uint checksum)
    {
        var place = Place(index);
        if (checksum != place.Checksum) throw Damage.In(file.Path, place.Offset, $"a block of {what} does not match its checksum");
        Volatile.Write(ref _checked[index], 1);
    }
}
