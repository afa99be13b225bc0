using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>The catalog as one document: whatever changes in it changes at once.</summary>
/// <remarks><c>{ _id: "catalog", made: 3, collections: { documents: { number: 3, dimension: 1024, … } }, aliases: [{ alias: "live", collection: "documents" }] }</c></remarks>
internal static class CatalogBson
{
    public const string Id = "catalog";

    /// <summary>Writes the elements of a collection's entry.</summary>
    public static void Write(BsonWriter writer, CollectionEntry entry)
    {
        writer.Int64("number"u8, entry.Number);
        writer.Int32("dimension"u8, entry.Dimension);
        writer.String("embedder"u8, StoredText.Of(entry.Embedder));
        writer.String("format"u8, entry.Format.ToString());
        writer.String("language"u8, entry.Language);
        writer.Boolean("search"u8, entry.HasSearch);
        writer.Document("fields"u8, fields => WriteFields(fields, entry.Fields));
    }

    public static void WriteFields(BsonWriter writer, IEnumerable<KeyValuePair<string, FieldKind>> fields)
    {
        foreach (var (name, kind) in fields) writer.String(BsonBuilding.Utf8(FieldPath.Encode(name)), kind.ToString());
    }

    /// <summary>Reads the parts of the catalog that a query gave.</summary>
    public static CatalogPart Read(BsonReader reader, string prefix)
    {
        var entries = new Dictionary<string, CollectionEntry>(StringComparer.Ordinal);
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (reader.NameIs("collections"u8))
            {
                var collections = reader.GetDocument();
                while (collections.Read()) entries[collections.GetName()] = ReadEntry(collections.GetDocument(), collections.GetName(), prefix);
            }
            else if (reader.NameIs("aliases"u8))
            {
                var list = reader.GetDocument();
                while (list.Read()) ReadAlias(list.GetDocument(), aliases);
            }
        }

        return new(entries, aliases);
    }

    private static void ReadAlias(BsonReader reader, Dictionary<string, string> aliases)
    {
        var (alias, collection) = (string.Empty, string.Empty);
        while (reader.Read())
        {
            if (reader.NameIs("alias"u8)) alias = reader.GetString();
            else if (reader.NameIs("collection"u8)) collection = reader.GetString();
        }

        aliases[alias] = collection;
    }

    private static CollectionEntry ReadEntry(BsonReader reader, string name, string prefix)
    {
        var entry = new CollectionEntry(prefix, 0, name, 0, string.Empty, MongoDbVectorFormat.Array, "none", new Dictionary<string, FieldKind>(), HasSearch: false);
        while (reader.Read())
        {
            if (reader.NameIs("number"u8)) entry = entry with { Number = reader.ToInt64() };
            else if (reader.NameIs("dimension"u8)) entry = entry with { Dimension = (int)reader.ToInt64() };
            else if (reader.NameIs("embedder"u8)) entry = entry with { Embedder = StoredText.Read(reader.GetString()) };
            else if (reader.NameIs("format"u8)) entry = entry with { Format = Enum.Parse<MongoDbVectorFormat>(reader.GetString()) };
            else if (reader.NameIs("language"u8)) entry = entry with { Language = reader.GetString() };
            else if (reader.NameIs("search"u8)) entry = entry with { HasSearch = reader.ToBoolean() };
            else if (reader.NameIs("fields"u8)) entry = entry with { Fields = ReadFields(reader.GetDocument()) };
        }

        return entry;
    }

    private static Dictionary<string, FieldKind> ReadFields(BsonReader reader)
    {
        var fields = new Dictionary<string, FieldKind>(StringComparer.Ordinal);
        while (reader.Read()) fields[FieldPath.Decode(reader.GetName())] = Enum.Parse<FieldKind>(reader.GetString());
        return fields;
    }
}

/// <summary>What was read of the catalog.</summary>
/// <param name="Entries">Collections by name.</param>
/// <param name="Aliases">All aliases with the collections that they stand for.</param>
internal sealed record CatalogPart(IReadOnlyDictionary<string, CollectionEntry> Entries, IReadOnlyDictionary<string, string> Aliases);
