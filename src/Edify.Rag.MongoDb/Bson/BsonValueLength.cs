using System.Buffers.Binary;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>How many bytes a value takes, by its type and its first bytes.</summary>
internal static class BsonValueLength
{
    private const int ObjectId = 12;

    /// <summary>The number of bytes; it may be more than there are.</summary>
    /// <exception cref="BsonFormatException">The type is unknown, or a length in the value can't be.</exception>
    public static int Of(BsonType type, ReadOnlySpan<byte> rest) => type switch
    {
        BsonType.Undefined or BsonType.Null or BsonType.MinKey or BsonType.MaxKey => 0,
        BsonType.Boolean => 1,
        BsonType.Int32 => 4,
        BsonType.Double or BsonType.DateTime or BsonType.Timestamp or BsonType.Int64 => 8,
        BsonType.ObjectId => ObjectId,
        BsonType.Decimal128 => 16,
        BsonType.String or BsonType.Code or BsonType.Symbol => OfText(rest),
        BsonType.DbPointer => OfText(rest) + ObjectId,
        BsonType.Document or BsonType.Array => Prefix(rest, BsonLimits.MinDocument),
        BsonType.CodeWithScope => Prefix(rest, sizeof(int) + sizeof(int) + 1 + BsonLimits.MinDocument),
        BsonType.Binary => Prefix(rest, 0) + sizeof(int) + 1,
        BsonType.Regex => OfRegex(rest),
        _ => throw new BsonFormatException($"There is no type of element 0x{(byte)type:X2}."),
    };

    // A text is followed by a zero that its length counts.
    private static int OfText(ReadOnlySpan<byte> rest)
    {
        var length = Prefix(rest, 1);
        if (length <= rest.Length - sizeof(int) && rest[sizeof(int) + length - 1] != 0) throw new BsonFormatException("A string does not end with a zero.");
        return sizeof(int) + length;
    }

    private static int OfRegex(ReadOnlySpan<byte> rest)
    {
        var pattern = rest.IndexOf((byte)0);
        var options = pattern < 0 ? -1 : rest[(pattern + 1)..].IndexOf((byte)0);
        return options < 0 ? throw new BsonFormatException("A regular expression has no end.") : pattern + options + 2;
    }

    // Anything that is longer than what is left is refused here, so that sums of lengths stay far from overflow.
    private static int Prefix(ReadOnlySpan<byte> rest, int least)
    {
        if (rest.Length < sizeof(int)) throw new BsonFormatException("A value reaches beyond its document.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        return length < least || length > rest.Length ? throw new BsonFormatException("The length of a value can't be right.") : length;
    }
}
