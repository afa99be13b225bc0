using System.Buffers.Binary;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>The postings of one term, decoded in place block by block.</summary>
/// <remarks>
/// A block is for each posting a number, the distance to the row before (less one) doubled, plus one when the frequency is one;
/// else the frequency follows. Then a checksum. Two blocks or more are preceded by a table of what bounds each block and where it
/// ends, with a checksum.
/// </remarks>
internal sealed class SegmentPostings : ITermPostings
{
    public const int ChecksumSize = sizeof(uint);
    public const int TableEntrySize = 4 * sizeof(int);

    private readonly ReadOnlyMemory<byte> _table;
    private readonly ReadOnlyMemory<byte> _blocks;
    private readonly int _rowCount;
    private readonly string _location;

    /// <exception cref="RagStateException">The table of blocks is damaged.</exception>
    public SegmentPostings(ReadOnlyMemory<byte> data, int count, int rowCount, string location)
    {
        (Count, _rowCount, _location) = (count, rowCount, location);
        BlockCount = PostingBlock.CountFor(count);
        var tableBytes = BlockCount > 1 ? (long)BlockCount * TableEntrySize : 0;
        if (tableBytes == 0)
        {
            _blocks = data;
            return;
        }

        if (tableBytes + ChecksumSize > data.Length)
            throw Damaged();
        _table = data[..(int)tableBytes];
        _blocks = data[((int)tableBytes + ChecksumSize)..];
        if (Crc32C.Of(_table.Span) != BinaryPrimitives.ReadUInt32LittleEndian(data.Span[(int)tableBytes..]))
            throw Damaged();
    }

    public int Count { get; }

    public int BlockCount { get; }

    public PostingBlock Block(int index)
    {
        // One block is decoded as soon as it is looked at: bounds would cost more than they save.
        if (_table.IsEmpty)
            return new PostingBlock(_rowCount - 1, MaxFrequency: int.MaxValue, MinLength: 0);

        var entry = Entry(index);
        return new PostingBlock(
            BinaryPrimitives.ReadInt32LittleEndian(entry),
            BinaryPrimitives.ReadInt32LittleEndian(entry[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(entry[12..]));
    }

    public int Decode(int index, Span<int> rows, Span<int> frequencies)
    {
        var data = BlockData(index);
        var count = Math.Min(PostingBlock.Capacity, Count - (index * PostingBlock.Capacity));
        long row = index == 0 ? -1 : Block(index - 1).LastRow;
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            if (!Varint.TryRead(data, ref position, out var coded))
                throw Damaged();

            var frequency = 1u;
            if ((coded & 1) == 0 && !Varint.TryRead(data, ref position, out frequency))
                throw Damaged();
            row += (coded >> 1) + 1;
            rows[i] = (int)row;
            frequencies[i] = (int)frequency;
        }

        return row < _rowCount ? count : throw Damaged();
    }

    private ReadOnlySpan<byte> BlockData(int index)
    {
        var start = index == 0 ? 0 : EndOf(index - 1);
        var end = _table.IsEmpty ? _blocks.Length : EndOf(index);
        if (start < 0 || end > _blocks.Length || end - start < ChecksumSize)
            throw Damaged();

        var data = _blocks.Span[start..(end - ChecksumSize)];
        return Crc32C.Of(data) == BinaryPrimitives.ReadUInt32LittleEndian(_blocks.Span[(end - ChecksumSize)..]) ? data : throw Damaged();
    }

    private int EndOf(int index) => BinaryPrimitives.ReadInt32LittleEndian(Entry(index)[4..]);

    private ReadOnlySpan<byte> Entry(int index) => _table.Span.Slice(index * TableEntrySize, TableEntrySize);

    private RagStateException Damaged() => SegmentDamage.Found(_location, "the rows of a term can't be read");
}
