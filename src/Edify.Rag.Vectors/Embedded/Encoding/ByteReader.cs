using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Edify.Rag.Vectors.Embedded.Encoding;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. The bytes have passed their checksum, so they are taken at their word.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public long Count()
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }

    public Guid Id() => new(Take(16), bigEndian: true);

    public ReadOnlySpan<float> Floats(int count) => MemoryMarshal.Cast<byte, float>(Take(count * sizeof(float)));

    public string Text()
    {
        var header = Count();
        var bytes = Take((int)(header >> 1));
        return (header & 1) == 0 ? System.Text.Encoding.UTF8.GetString(bytes) : new string(MemoryMarshal.Cast<byte, char>(bytes));
    }

    public FieldValue Value() => (FieldKind)Byte() switch
    {
        FieldKind.Text => Text(),
        FieldKind.Integer => Int64(),
        FieldKind.Number => BitConverter.Int64BitsToDouble(Int64()),
        FieldKind.Boolean => Byte() != 0,
        FieldKind.Time => new DateTimeOffset(Int64(), TimeSpan.Zero),
        FieldKind.Texts => FieldValue.Many(Texts()),
        var kind => throw new InvalidDataException($"{kind} is no kind of field."),
    };

    public Dictionary<string, FieldValue> Fields()
    {
        var count = (int)Count();
        var fields = new Dictionary<string, FieldValue>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            fields[Text()] = Value();
        return fields;
    }

    private string[] Texts()
    {
        var texts = new string[Count()];
        for (var i = 0; i < texts.Length; i++) texts[i] = Text();
        return texts;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
