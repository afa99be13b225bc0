using System.Buffers.Binary;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>A time of the replication log: seconds since 1970, and a counter within the second.</summary>
internal readonly record struct BsonTimestamp(uint Seconds, uint Increment);

/// <summary>A decimal floating-point number of IEEE 754 in its binary encoding (BID); it is passed on and not computed with.</summary>
internal readonly record struct BsonDecimal128(ulong High, ulong Low);

/// <summary>A regular expression; its options are letters in alphabetical order.</summary>
internal readonly record struct BsonRegex(string Pattern, string Options);

/// <summary>Bytes and what they are.</summary>
internal readonly ref struct BsonBinary(byte subtype, ReadOnlySpan<byte> bytes)
{
    public const byte Generic = 0x00;
    public const byte Old = 0x02;
    public const byte Uuid = 0x04;
    public const byte Vector = 0x09;

    public byte Subtype { get; } = subtype;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    // The old subtype holds the length a second time.
    internal static BsonBinary Of(ReadOnlySpan<byte> value)
    {
        var subtype = value[sizeof(int)];
        var bytes = value[(sizeof(int) + 1)..];
        if (subtype != Old) return new(subtype, bytes);
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(bytes) != bytes.Length - sizeof(int))
            throw new BsonFormatException("The two lengths of binary data differ.");
        return new(subtype, bytes[sizeof(int)..]);
    }
}
