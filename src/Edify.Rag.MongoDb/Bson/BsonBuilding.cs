using System.Text;

namespace Edify.Rag.MongoDb.Bson;

/// <summary>Writes documents as they look: what is inside stands inside.</summary>
internal static class BsonBuilding
{
    /// <summary>One document.</summary>
    /// <param name="elements">Writes its elements.</param>
    public static byte[] Document(Action<BsonWriter> elements)
    {
        using var writer = new BsonWriter();
        writer.Start();
        elements(writer);
        writer.End();
        return writer.Written.ToArray();
    }

    public static void Document(this BsonWriter writer, ReadOnlySpan<byte> name, Action<BsonWriter> elements)
    {
        writer.StartDocument(name);
        elements(writer);
        writer.End();
    }

    public static void Array(this BsonWriter writer, ReadOnlySpan<byte> name, Action<BsonWriter> items)
    {
        writer.StartArray(name);
        items(writer);
        writer.End();
    }

    /// <summary>A document as an item of an array, such as a stage of a pipeline.</summary>
    public static void Item(this BsonWriter writer, Action<BsonWriter> elements) => writer.Document(BsonWriter.Item, elements);

    /// <summary>A text as an item of an array.</summary>
    public static void Item(this BsonWriter writer, string text) => writer.String(BsonWriter.Item, text);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
