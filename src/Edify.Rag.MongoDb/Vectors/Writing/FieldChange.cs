using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Writing;

/// <summary>A change of fields as an update: what has a value is set, and what has none is taken away.</summary>
internal static class FieldChange
{
    /// <summary>Writes the elements of the update.</summary>
    /// <param name="update">The document that was begun.</param>
    /// <param name="fields">The fields and their values.</param>
    /// <param name="path">The place of a field.</param>
    public static void Write(BsonWriter update, IEnumerable<KeyValuePair<string, FieldValue>> fields, Func<string, string> path)
    {
        var all = fields.ToList();
        var (cleared, set) = (all.FindAll(IsCleared), all.FindAll(field => !IsCleared(field)));
        if (set.Count > 0)
        {
            update.Document("$set"u8, document =>
            {
                foreach (var (name, value) in set) FieldValues.Write(document, BsonBuilding.Utf8(path(name)), value);
            });
        }

        if (cleared.Count == 0) return;
        update.Document("$unset"u8, document =>
        {
            foreach (var (name, _) in cleared) document.String(BsonBuilding.Utf8(path(name)), ""u8);
        });
    }

    private static bool IsCleared(KeyValuePair<string, FieldValue> field) => field.Value.Items is { Count: 0 };
}
