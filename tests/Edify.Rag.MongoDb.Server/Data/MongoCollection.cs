using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Documents in the order of insertion, and indexes, of which only the unique ones do something.</summary>
internal sealed class MongoCollection(string name)
{
    public string Name { get; } = name;

    public List<MongoDocument> Documents { get; } = [];

    public List<MongoDocument> Indexes { get; } = [new MongoDocument(("v", 2), ("key", new MongoDocument(("_id", 1))), ("name", "_id_"))];

    public void Insert(MongoDocument document)
    {
        if (!document.Has("_id")) document.PutFirst("_id", MongoBytes.NewId());
        CheckUnique(document, replaced: null);
        Documents.Add(document);
    }

    /// <summary>Changes what matches.</summary>
    /// <returns>How many matched and how many changed, and the id of a document that was made instead.</returns>
    public (int Matched, int Modified, object? Upserted, bool IsUpserted) Update(MongoDocument filter, object? update, bool isMulti, bool isUpsert)
    {
        var matching = Documents.Where(d => MongoFilter.Matches(filter, d)).Take(isMulti ? int.MaxValue : 1).ToList();
        var modified = 0;
        foreach (var document in matching)
        {
            var changed = MongoUpdate.Apply(document, update, isInsert: false);
            if (MongoOrder.Instance.Compare(document, changed) == 0) continue;
            CheckUnique(changed, document);
            Documents[Documents.IndexOf(document)] = changed;
            modified++;
        }

        if (matching.Count > 0 || !isUpsert) return (matching.Count, modified, null, false);
        var made = MongoUpdate.Apply(Seed(filter), update, isInsert: true);
        Insert(made);
        return (0, 0, made["_id"], true);
    }

    public int Delete(MongoDocument filter, int limit)
    {
        var matching = Documents.Where(d => MongoFilter.Matches(filter, d)).Take(limit == 0 ? int.MaxValue : limit).ToHashSet();
        return Documents.RemoveAll(matching.Contains);
    }

    /// <summary>Makes an index.</summary>
    /// <returns>Whether there was none of this name.</returns>
    public bool AddIndex(MongoDocument index)
    {
        if (Indexes.FirstOrDefault(i => Equals(i["name"], index["name"])) is { } known)
        {
            return MongoOrder.Instance.Compare(known["key"], index["key"]) == 0
                ? false
                : throw new MongoFault(86, "IndexKeySpecsConflict", "An existing index has the same name as the requested index");
        }

        Indexes.Add(new MongoDocument([("v", 2), .. index.Fields.Select(f => (f.Key, f.Value))]));
        return true;
    }

    // A document that is made by an update begins with what its filter says about equality.
    private static MongoDocument Seed(MongoDocument filter)
    {
        var seed = new MongoDocument();
        foreach (var (name, value) in filter.Fields)
        {
            if (name == "$and") foreach (var clause in (List<object?>)value!) foreach (var field in Seed((MongoDocument)clause!).Fields) seed[field.Key] = field.Value;
            else if (name.StartsWith('$')) continue;
            else if (value is MongoDocument { Fields: [{ Key: "$eq" } equal] }) MongoPath.Set(seed, name, equal.Value);
            else if (value is not MongoDocument { Fields: [{ Key: ['$', ..] }, ..] }) MongoPath.Set(seed, name, value);
        }

        return seed;
    }

    private void CheckUnique(MongoDocument document, MongoDocument? replaced)
    {
        foreach (var index in Indexes.Where(i => (string)i["name"]! == "_id_" || i["unique"] is true))
        {
            var paths = ((MongoDocument)index["key"]!).Fields.Select(f => f.Key).ToList();
            List<object?> Key(MongoDocument d) => paths.ConvertAll(p => MongoPath.Values(d, p).FirstOrDefault());
            var key = Key(document);
            if (Documents.Any(d => d != replaced && MongoOrder.Instance.Compare(Key(d), key) == 0))
                throw new MongoFault(11000, "DuplicateKey", $"E11000 duplicate key error collection: {Name} index: {index["name"]} dup key: {{ : \"{key[0]}\" }}");
        }
    }
}
