using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Searching;

/// <summary>An index of the search engine. It takes a while until it can be asked: until it was looked at a few times.</summary>
internal sealed class SearchIndex
{
    private const int LooksUntilReady = 2;

    private int _looks;

    public SearchIndex(string name, string type, MongoDocument definition)
    {
        if (type is not ("vectorSearch" or "search")) throw MongoFault.BadValue("type must be search or vectorSearch");
        (Name, Type, Definition) = (name, type, definition);
        Check(definition);
    }

    public string Name { get; }

    public string Type { get; }

    public MongoDocument Definition { get; private set; }

    /// <summary>Whether it can be asked; one that is changed can, as it was.</summary>
    public bool IsQueryable { get; private set; }

    public IEnumerable<MongoDocument> Fields => ((List<object?>)Definition["fields"]!).Cast<MongoDocument>();

    public void Change(MongoDocument definition)
    {
        Check(definition);
        (Definition, _looks) = (definition, 0);
    }

    /// <summary>What <c>$listSearchIndexes</c> says of it.</summary>
    public MongoDocument Described()
    {
        var isReady = ++_looks > LooksUntilReady;
        IsQueryable |= isReady;
        return new(("name", Name), ("type", Type), ("status", isReady ? "READY" : _looks == 1 ? "PENDING" : "BUILDING"), ("queryable", IsQueryable), ("latestDefinition", Definition));
    }

    private void Check(MongoDocument definition)
    {
        if (Type == "search")
        {
            if (definition["mappings"] is not MongoDocument) throw MongoFault.BadValue("\"mappings\" is required");
            return;
        }

        var fields = (definition["fields"] as List<object?> ?? throw MongoFault.BadValue("\"fields\" is required")).Cast<MongoDocument>().ToList();
        var vector = fields.FindAll(f => f["type"] is "vector") is [var one] ? one : throw MongoFault.BadValue("one vector field is needed");
        if (vector["numDimensions"] is not int dimensions || dimensions is < 1 or > 8192) throw MongoFault.BadValue("\"numDimensions\" must be in range 1 to 8192");
        if (vector["similarity"] is not ("cosine" or "dotProduct" or "euclidean")) throw MongoFault.BadValue("\"similarity\" is not known");
        if (fields.Exists(f => f["type"] is not ("vector" or "filter") || f["path"] is not string)) throw MongoFault.BadValue("a field is a vector or a filter, with a path");
    }
}
