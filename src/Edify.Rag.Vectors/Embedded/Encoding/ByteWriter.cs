using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Edify.Rag.Vectors.Embedded.Encoding;

/// <summary>Writes values one after the other, little-endian; <see cref="ByteReader"/> reads them back.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private byte[] _scratch = [];

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public int Length => _buffer.WrittenCount;

    public void Clear() => _buffer.ResetWrittenCount();

    public void Byte(byte value) => _buffer.Write([value]);

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    /// <summary>A number from 0, in seven bits a byte.</summary>
    public void Count(long value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    /// <summary>An id, in the byte order in which ids sort.</summary>
    public void Id(Guid id)
    {
        id.TryWriteBytes(_buffer.GetSpan(16), bigEndian: true, out _);
        _buffer.Advance(16);
    }

    public void Floats(ReadOnlySpan<float> values) => _buffer.Write(MemoryMarshal.AsBytes(values));

    /// <summary>A text, as UTF-8, or as UTF-16 when it holds halves of surrogate pairs, which UTF-8 can't carry.</summary>
    public void Text(string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetByteCount(text);
        if (Utf8.FromUtf16(text, Reserve(utf8), out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            Count((long)written << 1);
            _buffer.Write(_scratch.AsSpan(0, written));
            return;
        }

        var utf16 = MemoryMarshal.AsBytes(text.AsSpan());
        Count(((long)utf16.Length << 1) | 1);
        _buffer.Write(utf16);
    }

    public void Value(FieldValue value)
    {
        Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case FieldKind.Text:
                Text(value.AsText());
                break;
            case FieldKind.Integer:
                Int64(value.AsInteger());
                break;
            case FieldKind.Number:
                Int64(BitConverter.DoubleToInt64Bits(value.AsNumber()));
                break;
            case FieldKind.Boolean:
                Byte(value.AsBoolean() ? (byte)1 : (byte)0);
                break;
            case FieldKind.Time:
                Int64(value.AsTime().UtcTicks);
                break;
            case FieldKind.Texts:
                Count(value.Items!.Count);
                foreach (var item in value.Items) Text(item);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value.Kind, "Fields are of the kinds that FieldKind names.");
        }
    }

    public void Fields(IReadOnlyDictionary<string, FieldValue> fields)
    {
        Count(fields.Count);
        foreach (var (name, value) in fields)
        {
            Text(name);
            Value(value);
        }
    }

    private byte[] Reserve(int size)
    {
        if (_scratch.Length < size) _scratch = new byte[size];
        return _scratch;
    }
}
