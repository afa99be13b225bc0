using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

internal static class AliasApi
{
    /// <summary>Does all actions, one after the other; nobody sees what lies between them.</summary>
    public static Answer Change(QdrantCall call)
    {
        call.Query.AtLeast("timeout", 1);
        var actions = call.Body.Required("actions").Items().Select(Parse).ToList();
        return Answer.Ok(call.Data.Write(() =>
        {
            foreach (var action in actions) action(call.Data);
            return true;
        }));
    }

    public static Answer ListAll(QdrantCall call) => Shown(call.Data.Read(() => call.Data.Aliases.ToList()));

    public static Answer List(QdrantCall call) => Shown(call.Data.Read(() =>
    {
        _ = call.Data[call.Collection];
        return call.Data.Aliases.Where(a => a.Value == call.Collection).ToList();
    }));

    private static Action<QdrantData> Parse(JsonElement action)
    {
        if (action.Optional("create_alias") is { } create)
        {
            var (alias, collection) = (create.Required("alias_name").Text(), create.Required("collection_name").Text());
            return data => Create(data, alias, collection);
        }

        if (action.Optional("delete_alias") is { } delete)
        {
            var alias = delete.Required("alias_name").Text();
            return data => data.Aliases.Remove(alias);
        }

        if (action.Optional("rename_alias") is { } rename)
        {
            var (old, @new) = (rename.Required("old_alias_name").Text(), rename.Required("new_alias_name").Text());
            return data => Rename(data, old, @new);
        }

        throw QdrantError.Format("data did not match any variant of untagged enum AliasOperations");
    }

    // An alias that is there already leads to the other collection from then on.
    private static void Create(QdrantData data, string alias, string collection)
    {
        if (!data.Collections.ContainsKey(collection)) throw QdrantError.NoCollection(collection);
        if (data.Collections.ContainsKey(alias)) throw QdrantError.Conflict($"Collection `{alias}` already exists!");
        data.Aliases[alias] = collection;
    }

    private static void Rename(QdrantData data, string old, string @new)
    {
        if (!data.Aliases.Remove(old, out var collection)) throw QdrantError.NotFound($"Alias {old} does not exists!");
        data.Aliases[@new] = collection;
    }

    private static Answer Shown(List<KeyValuePair<string, string>> aliases) => Answer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("aliases");
        foreach (var (alias, collection) in aliases)
        {
            writer.WriteStartObject();
            writer.WriteString("alias_name", alias);
            writer.WriteString("collection_name", collection);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
