using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Searching;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Commands;

/// <summary>Commands about the indexes of the search engine.</summary>
internal sealed class SearchCommands(MongoData data, bool hasSearch)
{
    public MongoDocument Run(CommandCall call)
    {
        if (!hasSearch) throw new MongoFault(31082, "SearchNotEnabled", $"{call.Name} requires additional configuration");
        var collection = data.Find(call.Database, call.Target) ?? throw new MongoFault(26, "NamespaceNotFound", "the collection does not exist");
        return call.Name switch
        {
            "createSearchIndexes" => Create(call, collection),
            "updateSearchIndex" => Update(call, collection),
            _ => Drop(call, collection),
        };
    }

    private static MongoDocument Create(CommandCall call, MongoCollection collection)
    {
        var made = new List<object?>();
        foreach (var item in call.List("indexes").Cast<MongoDocument>())
        {
            var name = item["name"] as string ?? "default";
            if (Find(collection, name) is not null) throw new MongoFault(68, "IndexAlreadyExists", "an index of this name exists");
            collection.SearchIndexes.Add(new(name, item["type"] as string ?? "search", (MongoDocument)item["definition"]!));
            made.Add(new MongoDocument(("id", $"{collection.SearchIndexes.Count:x24}"), ("name", name)));
        }

        return new(("indexesCreated", made));
    }

    private static MongoDocument Update(CommandCall call, MongoCollection collection)
    {
        var index = Find(collection, (string)call.Body["name"]!) ?? throw new MongoFault(27, "IndexNotFound", "there is no such search index");
        index.Change(call.Document("definition"));
        return new();
    }

    private static MongoDocument Drop(CommandCall call, MongoCollection collection) => collection.SearchIndexes.RemoveAll(i => i.Name == (string)call.Body["name"]!) > 0
        ? new()
        : throw new MongoFault(27, "IndexNotFound", "there is no such search index");

    private static SearchIndex? Find(MongoCollection collection, string name) => collection.SearchIndexes.Find(i => i.Name == name);
}
