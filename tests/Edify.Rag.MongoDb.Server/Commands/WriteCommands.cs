using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Commands;

/// <summary>Commands that change documents, one statement after the other. A write with a number is done once.</summary>
internal sealed class WriteCommands(MongoData data)
{
    /// <summary>The reply to a command; <see langword="null"/> when it is not one of these.</summary>
    public MongoDocument? Run(CommandCall call)
    {
        if (call.Name is not ("insert" or "update" or "delete" or "findAndModify")) return null;
        if (call.Body["txnNumber"] is not { } number) return Do(call);
        var key = (Convert.ToHexString(((MongoBytes)call.Document("lsid")["id"]!).Value), (long)MongoOrder.Number(number));
        if (data.DoneWrites.TryGetValue(key, out var done)) return done;
        return data.DoneWrites[key] = Do(call);
    }

    private MongoDocument Do(CommandCall call)
    {
        var collection = data.Get(call.Database, call.Target);
        switch (call.Name)
        {
            case "insert":
                return Each(call, "documents", (document, total, _) =>
                {
                    collection.Insert(document.Copy());
                    total["n"] = (int)total["n"]! + 1;
                });
            case "delete":
                return Each(call, "deletes", (statement, total, _) => total["n"] = (int)total["n"]! + collection.Delete((MongoDocument)statement["q"]!, (int)MongoOrder.Number(statement["limit"])));
            case "update":
                return Each(call, "updates", (statement, total, index) => Update(collection, statement, total, index));
            default:
                return Modify(collection, call);
        }
    }

    private static void Update(MongoCollection collection, MongoDocument statement, MongoDocument total, int index)
    {
        var (matched, modified, upserted, isUpserted) = collection.Update((MongoDocument)statement["q"]!, statement["u"], statement["multi"] is true, statement["upsert"] is true);
        total["n"] = (int)total["n"]! + matched + (isUpserted ? 1 : 0);
        total["nModified"] = (int)(total["nModified"] ?? 0) + modified;
        if (!isUpserted) return;
        if (total["upserted"] is not List<object?> all) total["upserted"] = all = [];
        all.Add(new MongoDocument(("index", index), ("_id", upserted)));
    }

    private static MongoDocument Each(CommandCall call, string name, Action<MongoDocument, MongoDocument, int> run)
    {
        var statements = call.List(name);
        if (statements.Count is 0 or > 100_000) throw new MongoFault(21, "InvalidLength", "Write batch sizes must be between 1 and 100000");
        var total = new MongoDocument(("n", 0));
        var errors = new List<object?>();
        for (var i = 0; i < statements.Count; i++)
        {
            try
            {
                run((MongoDocument)statements[i]!, total, i);
            }
            catch (MongoFault fault)
            {
                errors.Add(new MongoDocument(("index", i), ("code", fault.Code), ("errmsg", fault.Message)));
                if (call.Flag("ordered", otherwise: true)) break;
            }
        }

        if (errors.Count > 0) total["writeErrors"] = errors;
        return total;
    }

    private static MongoDocument Modify(MongoCollection collection, CommandCall call)
    {
        var found = collection.Matching(call.Document("query"));
        if (call.Document("sort") is { Fields.Count: > 0 } sort) found = MongoPipeline.Sort(found, sort);
        var before = found.FirstOrDefault();
        var only = before is null ? call.Document("query") : new MongoDocument(("_id", before["_id"]));
        if (call.Flag("remove"))
        {
            if (before is not null) collection.Delete(only, 1);
            return new(("value", before));
        }

        var (_, _, upserted, isUpserted) = collection.Update(only, call.Body["update"], isMulti: false, call.Flag("upsert"));
        var id = isUpserted ? upserted : before?["_id"];
        var after = collection.Matching(new MongoDocument(("_id", id))).FirstOrDefault();
        return new(("value", call.Flag("new") ? after : before), ("lastErrorObject", new MongoDocument(("n", after is null ? 0 : 1), ("updatedExisting", before is not null))));
    }
}
