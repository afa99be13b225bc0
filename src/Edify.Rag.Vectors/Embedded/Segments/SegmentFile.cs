using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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
    private readonly MappedFile _file;
    private readonly SectionTable _table;
    private readonly ReadOnlyMemory<byte> _ids;
    private readonly CheckedBlocks _vectors;
    private readonly CheckedBlocks? _sketches;
    private readonly ReadOnlyMemory<byte> _sketchRows;
    private readonly ReadOnlyMemory<byte> _textTable;
    private readonly Lazy<LexicalSegment> _lexical;

    private SegmentFile(MappedFile file, TextAnalyzerOptions analyzer)
    {
        _file = file;
        var hasSketches = SectionTable.MagicOf(file) != SegmentFormat.MagicWithoutSketches;
        _table = hasSketches
            ? SectionTable.Read(file, SegmentFormat.Magic, SegmentFormat.SectionCount)
            : SectionTable.Read(file, SegmentFormat.MagicWithoutSketches, SegmentFormat.SectionCountWithoutSketches);
        _ids = Checked(SegmentFormat.Ids, (long)RowCount * SegmentFormat.IdSize);
        _vectors = Blocks(SegmentFormat.Vectors, SegmentFormat.VectorChecksums, sizeof(float), "vectors");
        _textTable = Checked(SegmentFormat.TextTable, (long)RowCount * SegmentFormat.TextEntrySize);
        if (hasSketches)
        {
            _sketches = Blocks(SegmentFormat.Sketches, SegmentFormat.SketchChecksums, sizeof(sbyte), "sketches");
            _sketchRows = Checked(SegmentFormat.SketchRows, (long)RowCount * Unsafe.SizeOf<SketchRow>());
        }

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
    public Section BlockPlace(int index) => _vectors.Place(index);

    public ReadOnlySpan<float> Block(int index) => MemoryMarshal.Cast<byte, float>(_vectors.Block(index));

    public SketchBlock Sketches(int index)
    {
        if (_sketches is null) return default;
        var rows = MemoryMarshal.Cast<byte, SketchRow>(_sketchRows.Span)[(index * IVectorBlocks.BlockRows)..];
        return new(MemoryMarshal.Cast<byte, sbyte>(_sketches.Block(index)), rows[..Math.Min(IVectorBlocks.BlockRows, rows.Length)]);
    }

    public void Copy(int row, Span<float> vector)
    {
        var (index, within) = Math.DivRem(row, IVectorBlocks.BlockRows);
        _vectors.Copy(index, within * Dimension * sizeof(float), MemoryMarshal.AsBytes(vector));
    }

    protected override void Free() => _file.Dispose();

    private static long TextEnd(ReadOnlySpan<byte> table, int row) =>
        BinaryPrimitives.ReadInt64LittleEndian(table[(row * SegmentFormat.TextEntrySize)..]);

    private ReadOnlyMemory<byte> SectionMemory(int index) => _file.Memory(_table.Sections[index].Offset, _table.Sections[index].Length);

    private CheckedBlocks Blocks(int section, int checksums, int valueSize, string what)
    {
        var blocks = (RowCount + IVectorBlocks.BlockRows - 1) / IVectorBlocks.BlockRows;
        Sized(section, (long)RowCount * Dimension * valueSize);
        return new(_file, _table.Sections[section], Checked(checksums, (long)blocks * sizeof(uint)), IVectorBlocks.BlockRows * Dimension * valueSize, what);
    }

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
