using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Changes a document as an update says: by operators, by a pipeline, or as a whole.</summary>
internal static class MongoUpdate
{
    /// <summary>The changed document; the given one stays as it is.</summary>
    public static MongoDocument Apply(MongoDocument document, object? update, bool isInsert)
    {
        var id = document["_id"];
        var changed = update switch
        {
            List<object?> stages => new MongoPipeline().Run([document.Copy()], stages).Single(),
            MongoDocument { Fields: [{ Key: ['$', ..] }, ..] } operators => ByOperators(document.Copy(), operators, isInsert),
            MongoDocument replacement => replacement.Copy(),
            _ => throw MongoFault.Parse("an update is a document or a pipeline"),
        };
        if (changed.TryGet("_id", out var given) && id is not null && MongoOrder.Instance.Compare(given, id) != 0)
            throw new MongoFault(66, "ImmutableField", "the (immutable) field '_id' was found to have been altered");
        if (id is not null) changed.PutFirst("_id", id);
        return changed;
    }

    private static MongoDocument ByOperators(MongoDocument document, MongoDocument operators, bool isInsert)
    {
        foreach (var (name, operand) in operators.Fields)
            foreach (var (path, value) in ((MongoDocument)operand!).Fields) Apply(document, name, path, value, isInsert);
        return document;
    }

    private static void Apply(MongoDocument document, string name, string path, object? value, bool isInsert)
    {
        var current = MongoPath.Values(document, path).FirstOrDefault();
        switch (name)
        {
            case "$set": MongoPath.Set(document, path, MongoDocument.CopyOf(value)); break;
            case "$setOnInsert" when isInsert: MongoPath.Set(document, path, MongoDocument.CopyOf(value)); break;
            case "$setOnInsert": break;
            case "$unset": MongoPath.Unset(document, path); break;
            case "$inc": MongoPath.Set(document, path, current is null ? value : MongoOperators.Apply("$add", [current, value])); break;
            case "$push": MongoPath.Set(document, path, (List<object?>)[.. (List<object?>?)current ?? [], value]); break;
            case "$pull" when current is not List<object?>: break;
            case "$pull": MongoPath.Set(document, path, ((List<object?>)current).Where(v => !IsPulled(v, value)).ToList()); break;
            case "$addToSet": MongoPath.Set(document, path, ((List<object?>)[.. (List<object?>?)current ?? [], value]).Distinct(MongoOrder.Instance).ToList()); break;
            default: throw MongoFault.Parse($"Unknown modifier: {name}");
        }
    }

    // What is asked for may be a value, or a condition on documents.
    private static bool IsPulled(object? item, object? wanted) =>
        item is MongoDocument document && wanted is MongoDocument condition ? MongoFilter.Matches(condition, document) : MongoOrder.Instance.Compare(item, wanted) == 0;
}
