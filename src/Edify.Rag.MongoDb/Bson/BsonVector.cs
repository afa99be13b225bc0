using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>A vector as binary data of subtype 9: type, padding, then the components.</summary>
internal readonly ref struct BsonVector
{
    /// <summary>Bytes before the components.</summary>
    public const int Head = 2;

    private BsonVector(BsonVectorType type, byte padding, ReadOnlySpan<byte> data)
    {
        Type = type;
        Padding = padding;
        Data = data;
    }

    public BsonVectorType Type { get; }

    /// <summary>How many low bits of the last byte are no component; 0 to 7, and 0 unless components are bits.</summary>
    public byte Padding { get; }

    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The number of components.</summary>
    public int Count => Type switch
    {
        BsonVectorType.Float32 => Data.Length / sizeof(float),
        BsonVectorType.PackedBit => (Data.Length * 8) - Padding,
        _ => Data.Length,
    };

    public ReadOnlySpan<sbyte> Int8 => Type is BsonVectorType.Int8 ? MemoryMarshal.Cast<byte, sbyte>(Data) : throw Other(BsonVectorType.Int8);

    /// <summary>A bit; the first is the highest of the first byte.</summary>
    public bool Bit(int index)
    {
        if (Type is not BsonVectorType.PackedBit) throw Other(BsonVectorType.PackedBit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return (Data[index >> 3] >> (7 - (index & 7)) & 1) != 0;
    }

    /// <summary>Copies components of type float32.</summary>
    public void CopyTo(Span<float> target)
    {
        if (Type is not BsonVectorType.Float32) throw Other(BsonVectorType.Float32);
        if (target.Length < Count) throw new ArgumentException("The target is too short.", nameof(target));
        if (BitConverter.IsLittleEndian)
        {
            Data.CopyTo(MemoryMarshal.AsBytes(target));
            return;
        }

        for (var i = 0; i < Count; i++) target[i] = BinaryPrimitives.ReadSingleLittleEndian(Data[(i * sizeof(float))..]);
    }

    /// <summary>Takes what a binary value holds for a vector.</summary>
    /// <exception cref="BsonFormatException">It is none.</exception>
    public static BsonVector Of(BsonBinary binary)
    {
        if (binary.Subtype != BsonBinary.Vector || binary.Bytes.Length < Head) throw new BsonFormatException("Binary data are no vector.");
        var type = (BsonVectorType)binary.Bytes[0];
        var padding = binary.Bytes[1];
        var data = binary.Bytes[Head..];
        return Fault(type, padding, data) is { } fault ? throw new BsonFormatException(fault) : new(type, padding, data);
    }

    /// <summary>What is wrong with the parts of a vector; nothing, if nothing is.</summary>
    public static string? Fault(BsonVectorType type, int padding, ReadOnlySpan<byte> data) => type switch
    {
        BsonVectorType.Float32 when data.Length % sizeof(float) != 0 => "A vector of float32 ends within a component.",
        BsonVectorType.Float32 or BsonVectorType.Int8 => padding == 0 ? null : "Only a vector of bits has padding.",
        BsonVectorType.PackedBit when padding is < 0 or > 7 => "The padding of a vector of bits is not between 0 and 7.",
        BsonVectorType.PackedBit when data.IsEmpty => padding == 0 ? null : "A vector without bits has padding.",
        BsonVectorType.PackedBit => (data[^1] & ((1 << padding) - 1)) == 0 ? null : "The padding of a vector of bits is not zero.",
        _ => $"There is no type of vector 0x{(byte)type:X2}.",
    };

    private BsonFormatException Other(BsonVectorType wanted) => new($"A vector is of {Type} and not of {wanted}.");
}
