using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Commands;

/// <summary>What commands do with data. One at a time.</summary>
internal sealed class DataCommands(MongoData data, bool hasSearch = false)
{
    private const int FirstBatch = 101;

    /// <summary>The reply to a command; <see langword="null"/> when it is not one of these.</summary>
    /// <exception cref="MongoFault">It fails.</exception>
    public MongoDocument? Run(CommandCall call) => call.Name switch
    {
        "find" => Find(call),
        "aggregate" => Aggregate(call),
        "getMore" => data.Continue((long)MongoOrder.Number(call.Body["getMore"]), call.Number("batchSize", int.MaxValue)),
        "killCursors" => KillCursors(call),
        "count" => new(("n", MongoFilter.Find(call.Document("query"), Collection(call)).Count())),
        "distinct" => new(("values", Distinct(call))),
        "create" => Create(call),
        "drop" => data.Drop(call.Database, call.Target) ? new(("ns", $"{call.Database}.{call.Target}")) : throw new MongoFault(26, "NamespaceNotFound", "ns not found"),
        "createIndexes" => CreateIndexes(call),
        "dropIndexes" => DropIndexes(call),
        "listIndexes" => ListIndexes(call),
        "createSearchIndexes" or "updateSearchIndex" or "dropSearchIndex" => new SearchCommands(data, hasSearch).Run(call),
        "listCollections" => ListCollections(call),
        "dropDatabase" => DropDatabase(call),
        _ => null,
    };

    private MongoCollection? Collection(CommandCall call) => data.Find(call.Database, call.Target);

    private MongoDocument Find(CommandCall call)
    {
        var found = MongoFilter.Find(call.Document("filter"), Collection(call));
        if (call.Document("sort") is { Fields.Count: > 0 } sort) found = MongoPipeline.Sort(found, sort);
        found = found.Skip(call.Number("skip", 0));
        if (call.Number("limit", 0) is var limit and not 0) found = found.Take(Math.Abs(limit));
        var projection = call.Document("projection");
        return data.Open(call.Database, call.Target, [.. found.Select(d => MongoProjection.Apply(projection, d))], call.Number("batchSize", FirstBatch), call.Flag("singleBatch"));
    }

    private MongoDocument Aggregate(CommandCall call)
    {
        if (!call.Body.Has("cursor")) throw MongoFault.Parse("The 'cursor' option is required");
        var pipeline = new MongoPipeline
        {
            Collection = Collection(call),
            Variables = [.. call.Document("let").Fields.Select(f => (f.Key, MongoExpression.Evaluate(f.Value, new())))],
            Other = name => data.Find(call.Database, name),
            HasSearch = hasSearch,
        };
        var result = pipeline.Run(call.List("pipeline"));
        var batch = call.Document("cursor")["batchSize"] is { } size ? (int)MongoOrder.Number(size) : FirstBatch;
        return data.Open(call.Database, call.Target, result, batch);
    }

    private MongoDocument KillCursors(CommandCall call)
    {
        var killed = call.List("cursors").Where(id => data.Kill((long)MongoOrder.Number(id))).ToList();
        return new(("cursorsKilled", killed), ("cursorsNotFound", call.List("cursors").Except(killed).ToList()), ("cursorsAlive", new List<object?>()), ("cursorsUnknown", new List<object?>()));
    }

    private List<object?> Distinct(CommandCall call) =>
    [
        .. MongoFilter.Find(call.Document("query"), Collection(call)).SelectMany(d => MongoPath.Values(d, (string)call.Body["key"]!))
            .SelectMany(v => v as List<object?> ?? [v]).Distinct(MongoOrder.Instance),
    ];

    private MongoDocument Create(CommandCall call)
    {
        if (data.Find(call.Database, call.Target) is not null) throw new MongoFault(48, "NamespaceExists", "a collection already exists");
        data.Get(call.Database, call.Target);
        return new();
    }

    private MongoDocument CreateIndexes(CommandCall call)
    {
        var collection = data.Get(call.Database, call.Target);
        var before = collection.Indexes.Count;
        foreach (var index in call.List("indexes")) collection.AddIndex((MongoDocument)index!);
        return new(("numIndexesBefore", before), ("numIndexesAfter", collection.Indexes.Count));
    }

    private MongoDocument DropIndexes(CommandCall call) => Collection(call)?.DropIndex((string)call.Body["index"]!) is true
        ? new()
        : throw new MongoFault(27, "IndexNotFound", "index not found with name");

    private MongoDocument ListIndexes(CommandCall call) => data.Find(call.Database, call.Target) is { } collection
        ? data.Open(call.Database, call.Target, collection.Indexes, FirstBatch)
        : throw new MongoFault(26, "NamespaceNotFound", "ns does not exist");

    private MongoDocument ListCollections(CommandCall call)
    {
        var all = data.Collections(call.Database).Select(name => new MongoDocument(("name", name), ("type", "collection")));
        return data.Open(call.Database, "$cmd.listCollections", [.. all.Where(d => MongoFilter.Matches(call.Document("filter"), d))], int.MaxValue);
    }

    private MongoDocument DropDatabase(CommandCall call)
    {
        foreach (var name in data.Collections(call.Database).ToList()) data.Drop(call.Database, name);
        return new(("dropped", call.Database));
    }
}
