using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Encoding;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>What never changes of a sealed segment: ids, vectors, texts and their index, in one mapped file.</summary>
/// <remarks>
/// Opening reads the header and checks the small tables. Every other byte is checked before its first use: vectors block by
/// block, texts one by one, the text index when it is first searched. Counted by the snapshots that hold it.
/// </remarks>
internal sealed class SegmentFile : SharedResource, IVectorBlocks
{
    private const int ReadAtOnce = 1 << 16;

    private readonly MappedFile _file;
    private readonly SectionTable _table;
    private readonly ReadOnlyMemory<byte> _ids;
    private readonly ReadOnlyMemory<byte> _vectors;
    private readonly ReadOnlyMemory<byte> _textTable;
    private readonly ReadOnlyMemory<byte> _blockChecksums;
    private readonly int[] _blockChecked;
    private readonly Lazy<LexicalSegment> _lexical;

    private SegmentFile(MappedFile file, TextAnalyzerOptions analyzer)
    {
        _file = file;
        _table = SectionTable.Read(file, SegmentFormat.Magic, SegmentFormat.SectionCount);
        _ids = Checked(SegmentFormat.Ids, (long)RowCount * SegmentFormat.IdSize);
        _vectors = Sized(SegmentFormat.Vectors, (long)RowCount * Dimension * sizeof(float));
        _textTable = Checked(SegmentFormat.TextTable, (long)RowCount * SegmentFormat.TextEntrySize);
        _blockChecked = new int[(RowCount + IVectorBlocks.BlockRows - 1) / IVectorBlocks.BlockRows];
        _blockChecksums = Checked(SegmentFormat.VectorChecksums, (long)_blockChecked.Length * sizeof(uint));
        _lexical = new(() => LexicalSegment.Open(SectionMemory(SegmentFormat.Lexical), file.Path, analyzer));
    }

    public string Path => _file.Path;

    public long Length => _file.Length;

    public int RowCount => _table.Rows;

    public int Dimension => _table.Dimension;

    public ILexicalSegment Lexical => _lexical.Value;

    /// <exception cref="RagStateException">The file is damaged.</exception>
    public static SegmentFile Open(string path, TextAnalyzerOptions analyzer)
    {
        var file = MappedFile.Open(path);
        try
        {
            return new(file, analyzer);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public Guid Id(int row) => new(_ids.Span.Slice(row * SegmentFormat.IdSize, SegmentFormat.IdSize), bigEndian: true);

    /// <summary>The row of an id, live or not; below 0 when there is none.</summary>
    public int Find(Guid id)
    {
        Span<byte> wanted = stackalloc byte[SegmentFormat.IdSize];
        id.TryWriteBytes(wanted, bigEndian: true, out _);
        var ids = _ids.Span;
        var (low, high) = (0, RowCount - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = ids.Slice(middle * SegmentFormat.IdSize, SegmentFormat.IdSize).SequenceCompareTo(wanted);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    public string Text(int row)
    {
        var place = TextPlace(row);
        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)place.Length));
        try
        {
            var text = buffer.AsSpan(0, (int)place.Length);
            _file.Read(place.Offset, text);
            if (Crc32C.Of(text) != place.Checksum) throw Damage.In(Path, place.Offset, "a text does not match its checksum");
            return new ByteReader(text).Text();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Where the text of a row lies in the file.</summary>
    public Section TextPlace(int row)
    {
        var table = _textTable.Span;
        var start = row == 0 ? 0 : TextEnd(table, row - 1);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(table[((row * SegmentFormat.TextEntrySize) + sizeof(long))..]);
        return new(_table.Sections[SegmentFormat.Texts].Offset + start, TextEnd(table, row) - start, checksum);
    }

    /// <summary>Where a block of vectors lies in the file.</summary>
    public Section BlockPlace(int index)
    {
        var size = (long)IVectorBlocks.BlockRows * Dimension * sizeof(float);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(_blockChecksums.Span[(index * sizeof(uint))..]);
        return new(_table.Sections[SegmentFormat.Vectors].Offset + (index * size), Math.Min(size, _vectors.Length - (index * size)), checksum);
    }

    public ReadOnlySpan<float> Block(int index)
    {
        var size = IVectorBlocks.BlockRows * Dimension * sizeof(float);
        var start = index * size;
        var block = _vectors.Span.Slice(start, Math.Min(size, _vectors.Length - start));
        if (Volatile.Read(ref _blockChecked[index]) == 0) Accept(index, Crc32C.Of(block));
        return MemoryMarshal.Cast<byte, float>(block);
    }

    public void Copy(int row, Span<float> vector)
    {
        var (index, within) = Math.DivRem(row, IVectorBlocks.BlockRows);
        if (Volatile.Read(ref _blockChecked[index]) == 0) CheckByReading(index);
        _file.Read(BlockPlace(index).Offset + ((long)within * Dimension * sizeof(float)), MemoryMarshal.AsBytes(vector));
    }

    protected override void Free() => _file.Dispose();

    private void CheckByReading(int index)
    {
        var place = BlockPlace(index);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            var checksum = 0u;
            for (var read = 0L; read < place.Length; read += buffer.Length)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, place.Length - read));
                _file.Read(place.Offset + read, part);
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
        var place = BlockPlace(index);
        if (checksum != place.Checksum) throw Damage.In(Path, place.Offset, "a block of vectors does not match its checksum");
        Volatile.Write(ref _blockChecked[index], 1);
    }

    private static long TextEnd(ReadOnlySpan<byte> table, int row) =>
        BinaryPrimitives.ReadInt64LittleEndian(table[(row * SegmentFormat.TextEntrySize)..]);

    private ReadOnlyMemory<byte> SectionMemory(int index) => _file.Memory(_table.Sections[index].Offset, _table.Sections[index].Length);

    private ReadOnlyMemory<byte> Sized(int index, long length)
    {
        var section = _table.Sections[index];
        return section.Length == length ? SectionMemory(index) : throw Damage.In(Path, section.Offset, "a section has not the length its rows need");
    }

    private ReadOnlyMemory<byte> Checked(int index, long length)
    {
        var memory = Sized(index, length);
        if (Crc32C.Of(memory.Span) == _table.Sections[index].Checksum) return memory;
        throw Damage.In(Path, _table.Sections[index].Offset, "a section does not match its checksum");
    }
}
