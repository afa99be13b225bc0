namespace Edify.Rag.MongoDb.Bson;

/// <summary>Bytes are no BSON, or an element is not what was asked for. The message holds no value.</summary>
internal sealed class BsonFormatException(string message) : FormatException(message);
