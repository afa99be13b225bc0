using System.Buffers.Binary;

namespace Edify.Rag.Documents.Pdf.Fonts.Programs;

/// <summary>Reads numbers of a font program; beyond its end there are only zeros, so that damaged fonts do no harm.</summary>
internal readonly ref struct BigEndianReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Length => _data.Length;

    public int U8(long at) => at >= 0 && at < _data.Length ? _data[(int)at] : 0;

    public int U16(long at) => at >= 0 && at + 2 <= _data.Length ? BinaryPrimitives.ReadUInt16BigEndian(_data[(int)at..]) : 0;

    public long U32(long at) => at >= 0 && at + 4 <= _data.Length ? BinaryPrimitives.ReadUInt32BigEndian(_data[(int)at..]) : 0;

    public ReadOnlySpan<byte> Slice(long at, long length) =>
        at < 0 || at >= _data.Length || length <= 0 ? [] : _data.Slice((int)at, (int)Math.Min(length, _data.Length - at));
}
