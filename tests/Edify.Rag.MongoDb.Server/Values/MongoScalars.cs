using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Server.Values;

/// <summary>Milliseconds since 1970.</summary>
internal sealed record MongoDate(long Milliseconds);

/// <summary>A value of another type, as its bytes.</summary>
internal sealed class MongoBytes(BsonType type, byte[] value)
{
    public BsonType Type { get; } = type;

    public byte[] Value { get; } = value;

    /// <summary>A new id of an object: time does not matter here, so it is all chance.</summary>
    public static MongoBytes NewId()
    {
        var id = new byte[12];
        System.Security.Cryptography.RandomNumberGenerator.Fill(id);
        return new(BsonType.ObjectId, id);
    }

    public static MongoBytes Generic(byte[] bytes)
    {
        using var writer = new BsonWriter();
        writer.Start();
        writer.Binary("b"u8, BsonBinary.Generic, bytes);
        writer.End();
        var reader = new BsonReader(writer.Written.Span);
        reader.Read();
        return new(BsonType.Binary, reader.Value.ToArray());
    }

    /// <summary>The bytes of a binary value, without length and subtype.</summary>
    public byte[] Payload => Value[(sizeof(int) + 1)..];
}
