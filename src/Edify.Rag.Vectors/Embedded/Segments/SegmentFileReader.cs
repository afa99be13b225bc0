using Edify.Rag.Shared.Journal;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Reads the rows of a sealed segment by ordinary reads.</summary>
/// <remarks>
/// Through the map every page that a merge has read would count as memory of this process until the segment is let go, and a
/// merge reads all of them.
/// </remarks>
internal sealed class SegmentFileReader : IRowReader
{
    private readonly SegmentFile _segment;
    private readonly SafeFileHandle _file;
    private readonly FileWindow _vectors;
    private readonly FileWindow _texts;
    private int _nextVector;
    private uint _checksum;

    public SegmentFileReader(SegmentFile segment)
    {
        _segment = segment;
        _file = File.OpenHandle(segment.Path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
        (_vectors, _texts) = (new(_file, segment.Path), new(_file, segment.Path));
    }

    public ReadOnlySpan<byte> Vector(int row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, _nextVector);

        // Rows that are passed over count for the checksum of their block.
        while (_nextVector < row) NextVector();
        return NextVector();
    }

    public void EndVectors()
    {
        while (_nextVector % IVectorBlocks.BlockRows != 0 && _nextVector < _segment.RowCount) NextVector();
    }

    public ReadOnlySpan<byte> Text(int row)
    {
        var place = _segment.TextPlace(row);
        var text = _texts.Read(place.Offset, checked((int)place.Length));
        return Crc32C.Of(text) == place.Checksum ? text : throw Damage.In(_segment.Path, place.Offset, "a text does not match its checksum");
    }

    public void Dispose()
    {
        _vectors.Dispose();
        _texts.Dispose();
        _file.Dispose();
    }

    private ReadOnlySpan<byte> NextVector()
    {
        var block = _segment.BlockPlace(_nextVector / IVectorBlocks.BlockRows);
        var size = _segment.Dimension * sizeof(float);
        var vector = _vectors.Read(block.Offset + (_nextVector % IVectorBlocks.BlockRows * (long)size), size);
        _checksum = Crc32C.Of(vector, _checksum);
        if (++_nextVector % IVectorBlocks.BlockRows == 0 || _nextVector == _segment.RowCount)
        {
            if (_checksum != block.Checksum) throw Damage.In(_segment.Path, block.Offset, "a block of vectors does not match its checksum");
            _checksum = 0;
        }

        return vector;
    }
}
