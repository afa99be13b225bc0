using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>The indexes of a collection's records.</summary>
/// <remarks>
/// A collection of MongoDB has 64 indexes at most. Each declared field has one of its own, up to <see cref="MaxFields"/>; those
/// beyond share one over all of <c>metadata</c>.
/// </remarks>
internal static class RecordIndexes
{
    public const int MaxFields = 50;

    private const string Words = "words";

    /// <summary>The names of the indexes that a collection with these fields has.</summary>
    public static IEnumerable<string> NamesOf(IEnumerable<string> fields)
    {
        var others = Others(fields);
        return [.. others.Take(MaxFields).Select(NameOf), "chunk", "tenant", Words, .. others.Count > MaxFields ? ["fields"] : Array.Empty<string>()];
    }

    /// <summary>Writes the command that makes them; what is there stays.</summary>
    public static void Write(BsonWriter command, CollectionEntry entry, IEnumerable<string> fields)
    {
        var others = Others(fields);
        command.String("createIndexes"u8, entry.Embeddings);
        command.Array("indexes"u8, indexes =>
        {
            indexes.Item(WriteChunk);
            indexes.Item(index => WriteIndex(index, "tenant", FieldPath.Of(RagFields.Tenant), "_id"));
            indexes.Item(index => WriteWords(index, entry.Language));
            foreach (var field in others.Take(MaxFields)) indexes.Item(index => WriteIndex(index, NameOf(field), FieldPath.Of(field)));
            if (others.Count > MaxFields) indexes.Item(index => WriteIndex(index, "fields", $"{FieldPath.Metadata}.$**"));
        });
    }

    private static List<string> Others(IEnumerable<string> fields) => [.. fields.Where(f => f != RagFields.Tenant).Order(StringComparer.Ordinal)];

    private static string NameOf(string field) => $"field_{FieldPath.Encode(field)}";

    private static void WriteIndex(BsonWriter index, string name, params ReadOnlySpan<string> paths)
    {
        index.StartDocument("key"u8);
        foreach (var path in paths) index.Int32(BsonBuilding.Utf8(path), 1);
        index.End();
        index.String("name"u8, name);
    }

    // One chunk at each place of each version of a document. While a document is replaced, its old and its new chunks stand side
    // by side, so the version belongs to it; and only records that say all three are held to it.
    private static void WriteChunk(BsonWriter index)
    {
        string[] paths = [FieldPath.Document, FieldPath.Ordinal, FieldPath.Of(RagFields.Version)];
        WriteIndex(index, "chunk", paths);
        index.Boolean("unique"u8, true);
        index.Document("partialFilterExpression"u8, filter =>
        {
            foreach (var path in paths) filter.Document(BsonBuilding.Utf8(path), static condition => condition.Boolean("$exists"u8, true));
        });
    }

    private static void WriteWords(BsonWriter index, string language)
    {
        index.Document("key"u8, static key => key.String("content"u8, "text"u8));
        index.String("name"u8, Words);
        index.String("default_language"u8, language);

        // A field of this name would choose another language for its record; none has it.
        index.String("language_override"u8, "text_language"u8);
    }
}
