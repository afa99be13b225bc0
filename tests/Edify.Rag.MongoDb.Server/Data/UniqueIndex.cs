using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>A unique index: one key for each combination of values, where a document has several at a path.</summary>
internal sealed class UniqueIndex(MongoDocument definition)
{
    private readonly Dictionary<object, MongoDocument> _keys = new(MongoOrder.Keys);
    private readonly List<string> _paths = [.. ((MongoDocument)definition["key"]!).Fields.Select(f => f.Key)];

    public string Name { get; } = (string)definition["name"]!;

    /// <summary>Whether another document has one of its keys.</summary>
    public bool Meets(MongoDocument document, MongoDocument? except) => KeysOf(document).Any(key => _keys.TryGetValue(key, out var other) && other != except);

    public void Add(MongoDocument document)
    {
        foreach (var key in KeysOf(document)) _keys[key] = document;
    }

    public void Remove(MongoDocument document)
    {
        foreach (var key in KeysOf(document)) _keys.Remove(key);
    }

    private List<object> KeysOf(MongoDocument document)
    {
        if (definition["partialFilterExpression"] is MongoDocument filter && !MongoFilter.Matches(filter, document)) return [];
        List<List<object?>> keys = [[]];
        var hasMany = false;
        foreach (var path in _paths)
        {
            var values = MongoPath.Values(document, path).ToList();
            if (values is [List<object?> several])
            {
                if (hasMany) throw new MongoFault(171, "CannotIndexParallelArrays", "cannot index parallel arrays");
                (hasMany, values) = (true, several.Count == 0 ? [null] : several);
            }

            keys = [.. keys.SelectMany(key => values.DefaultIfEmpty(null).Select(value => (List<object?>)[.. key, value]))];
        }

        return [.. keys.Select(key => MongoOrder.Key(key)).Distinct(MongoOrder.Keys)];
    }
}
