using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>The names that operators have for types.</summary>
internal static class MongoTypes
{
    public static string NameOf(object? value) => value switch
    {
        null => "null",
        int => "int",
        long => "long",
        double => "double",
        string => "string",
        bool => "bool",
        MongoDate => "date",
        MongoDocument => "object",
        List<object?> => "array",
        MongoBytes { Type: BsonType.ObjectId } => "objectId",
        MongoBytes { Type: BsonType.Binary } => "binData",
        MongoBytes bytes => bytes.Type.ToString(),
        _ => throw new ArgumentException($"There is no name for {value.GetType().Name}.", nameof(value)),
    };
}
