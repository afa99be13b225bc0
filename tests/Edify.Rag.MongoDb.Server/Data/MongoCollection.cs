using Edify.Rag.MongoDb.Server.Searching;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>Documents in the order of insertion, and indexes, of which those of ids, the unique ones and the one of words do something.</summary>
internal sealed class MongoCollection(string name)
{
    private readonly List<MongoDocument?> _places = [];
    private readonly Dictionary<object, int> _byId = new(MongoOrder.Keys);
    private readonly List<UniqueIndex> _unique = [];
    private int _gaps;

    public string Name { get; } = name;

    public IEnumerable<MongoDocument> Documents => _places.OfType<MongoDocument>();

    public int Count => _byId.Count;

    public List<MongoDocument> Indexes { get; } = [new MongoDocument(("v", 2), ("key", new MongoDocument(("_id", 1))), ("name", "_id_"))];

    /// <summary>The indexes of the search engine beside the server.</summary>
    public List<SearchIndex> SearchIndexes { get; } = [];

    public void Insert(MongoDocument document)
    {
        if (!document.Has("_id")) document.PutFirst("_id", MongoBytes.NewId());
        var id = MongoOrder.Key(document["_id"]);
        if (_byId.ContainsKey(id)) throw Duplicate("_id_", document["_id"]);
        CheckUnique(document, replaced: null);
        _byId.Add(id, _places.Count);
        _places.Add(document);
        foreach (var index in _unique) index.Add(document);
    }

    /// <summary>Changes what matches.</summary>
    /// <returns>How many matched and how many changed, and the id of a document that was made instead.</returns>
    public (int Matched, int Modified, object? Upserted, bool IsUpserted) Update(MongoDocument filter, object? update, bool isMulti, bool isUpsert)
    {
        var matching = Matching(filter).Take(isMulti ? int.MaxValue : 1).ToList();
        var modified = 0;
        foreach (var document in matching)
        {
            var changed = MongoUpdate.Apply(document, update, isInsert: false);
            if (MongoOrder.Instance.Compare(document, changed) == 0) continue;
            CheckUnique(changed, document);
            foreach (var index in _unique) index.Remove(document);
            _places[_byId[MongoOrder.Key(document["_id"])]] = changed;
            foreach (var index in _unique) index.Add(changed);
            modified++;
        }

        if (matching.Count > 0 || !isUpsert) return (matching.Count, modified, null, false);
        var made = MongoUpdate.Apply(Seed(filter), update, isInsert: true);
        Insert(made);
        return (0, 0, made["_id"], true);
    }

    public int Delete(MongoDocument filter, int limit)
    {
        var matching = Matching(filter).Take(limit == 0 ? int.MaxValue : limit).ToList();
        foreach (var document in matching)
        {
            foreach (var index in _unique) index.Remove(document);
            _byId.Remove(MongoOrder.Key(document["_id"]), out var place);
            _places[place] = null;
            _gaps++;
        }

        if (_gaps > 1_000 && _gaps > _places.Count / 2) Tidy();
        return matching.Count;
    }

    /// <summary>What a filter matches; by its id where it asks for one.</summary>
    public IEnumerable<MongoDocument> Matching(MongoDocument filter)
    {
        if (!IdOf(filter, out var id)) return Documents.Where(d => MongoFilter.Matches(filter, d));
        return _byId.TryGetValue(MongoOrder.Key(id), out var place) && MongoFilter.Matches(filter, _places[place]!) ? [_places[place]!] : [];
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

        if (Indexes.Count == 64) throw new MongoFault(67, "CannotCreateIndex", "add index fails, too many indexes");
        if (index["unique"] is true)
        {
            var unique = new UniqueIndex(index);
            foreach (var document in Documents)
            {
                if (unique.Meets(document, except: null)) throw Duplicate((string)index["name"]!, document["_id"]);
                unique.Add(document);
            }

            _unique.Add(unique);
        }

        Indexes.Add(new MongoDocument([("v", 2), .. index.Fields.Select(f => (f.Key, f.Value))]));
        return true;
    }

    /// <summary>Drops an index.</summary>
    /// <returns>Whether there was one.</returns>
    public bool DropIndex(string index)
    {
        _unique.RemoveAll(u => u.Name == index);
        return Indexes.RemoveAll(i => (string)i["name"]! == index) > 0;
    }

    private static bool IdOf(MongoDocument filter, out object? id)
    {
        id = filter["_id"] is MongoDocument { Fields: [{ Key: "$eq" } equal] } ? equal.Value : filter["_id"];
        return filter.Has("_id") && id is not (MongoDocument { Fields: [{ Key: ['$', ..] }, ..] } or List<object?> or null);
    }

    private void Tidy()
    {
        var documents = Documents.ToList();
        _places.Clear();
        _byId.Clear();
        foreach (var document in documents)
        {
            _byId.Add(MongoOrder.Key(document["_id"]), _places.Count);
            _places.Add(document);
        }

        _gaps = 0;
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
        foreach (var index in _unique)
            if (index.Meets(document, replaced)) throw Duplicate(index.Name, document["_id"]);
    }

    private MongoFault Duplicate(string index, object? value) =>
        new(11000, "DuplicateKey", $"E11000 duplicate key error collection: {Name} index: {index} dup key: {{ : \"{value}\" }}");
}
