using System.Text.Unicode;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>Checks a document to its last byte.</summary>
internal static class BsonValidation
{
    /// <summary>Checks structure, texts and values, within the allowed depth.</summary>
    /// <exception cref="BsonFormatException">Something is wrong.</exception>
    public static void Check(ReadOnlySpan<byte> document) => Check(new BsonReader(document));

    private static void Check(BsonReader reader)
    {
        while (reader.Read())
        {
            CheckText(reader.Name);
            switch (reader.Type)
            {
                case BsonType.Document or BsonType.Array: Check(reader.GetDocument()); break;
                case BsonType.String or BsonType.Code or BsonType.Symbol: CheckText(reader.GetUtf8()); break;
                case BsonType.Boolean: reader.GetBoolean(); break;
                case BsonType.Binary: reader.GetBinary(); break;
                case BsonType.Regex: reader.GetRegex(); break;
                case BsonType.DbPointer: reader.GetDbPointer(out _); break;
                case BsonType.CodeWithScope:
                    reader.GetCodeWithScope(out var scope);
                    Check(scope);
                    break;
            }
        }
    }

    private static void CheckText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text)) throw new BsonFormatException("A text is not valid UTF-8.");
    }
}
