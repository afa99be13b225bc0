using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Edify.Rag.Tests.Shared;

/// <summary>Writes a message of Protocol Buffers: fields as they come, each with its number and kind.</summary>
internal sealed class ProtobufMessage
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public ProtobufMessage Integer(int field, long value)
    {
        Variable((ulong)field << 3);
        Variable((ulong)value);
        return this;
    }

    public ProtobufMessage Single(int field, float value)
    {
        const int fourBytes = 5;
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Variable(((ulong)field << 3) | fourBytes);
        _bytes.Write(bytes);
        return this;
    }

    public ProtobufMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        const int withLength = 2;
        Variable(((ulong)field << 3) | withLength);
        Variable((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value._bytes.WrittenSpan);

    private void Variable(ulong value)
    {
        for (; value > 127; value >>= 7) _bytes.Write([(byte)(value | 128)]);
        _bytes.Write([(byte)value]);
    }
}
