using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

internal static class CollectionApi
{
    private const int MaxNameLength = 255;

    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create("<>:\"/\\|?*\0\u001F");

    public static Answer List(QdrantCall call)
    {
        var names = call.Data.Read(() => call.Data.Collections.Keys.ToList());
        return Answer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("collections");
            foreach (var name in names)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    public static Answer Describe(QdrantCall call) => call.Ask(collection =>
    {
        var shown = CollectionReport.Of(collection, call.Version);
        return writer => shown.WriteTo(writer);
    });

    public static Answer Exists(QdrantCall call)
    {
        var exists = call.Data.Read(() => call.Data.Find(call.Collection) is not null);
        return Answer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("exists", exists);
            writer.WriteEndObject();
        });
    }

    public static Answer Create(QdrantCall call)
    {
        call.Query.AtLeast("timeout", 1);
        CheckName(call.Collection);
        var config = CollectionConfig.Create(call.Body, call.Version);
        return Answer.Ok(call.Data.Write(() =>
        {
            if (call.Data.Aliases.ContainsKey(call.Collection))
            {
                throw QdrantError.WrongInput($"Can't create collection with name {call.Collection}. Alias with the same name already exists");
            }

            return call.Data.Collections.TryAdd(call.Collection, new(config)) ? true : throw QdrantError.Conflict($"Collection `{call.Collection}` already exists!");
        }));
    }

    public static Answer Update(QdrantCall call)
    {
        call.Query.AtLeast("timeout", 1);
        var body = call.Body;
        return Answer.Ok(call.Data.Write(() =>
        {
            call.Data[call.Collection].Config.Update(body, call.Version);
            return true;
        }));
    }

    /// <summary>Deletes by the collection's own name; its aliases go with it.</summary>
    public static Answer Delete(QdrantCall call)
    {
        call.Query.AtLeast("timeout", 1);
        return Answer.Ok(call.Data.Write(() =>
        {
            foreach (var alias in call.Data.Aliases.Where(a => a.Value == call.Collection).Select(a => a.Key).ToList()) call.Data.Aliases.Remove(alias);
            return call.Data.Collections.Remove(call.Collection);
        }));
    }

    public static Answer CreateVector(QdrantCall call)
    {
        var config = call.Body;
        return call.Change((collection, _) =>
        {
            if (!collection.Config.SetVector(call.Item, config)) throw QdrantError.Conflict($"Vector with name {call.Item} already exists");
        });
    }

    public static Answer DeleteVector(QdrantCall call) => call.Change((collection, number) =>
    {
        if (!collection.Config.SetVector(call.Item, null)) throw QdrantError.NoVector(call.Item);
        PointChanges.DeleteVectors(collection, [.. collection.Ordered], [call.Item], number);
    });

    private static void CheckName(string name)
    {
        const string Where = "path parameters";
        if (name.Length is 0 or > MaxNameLength) throw QdrantError.Invalid($"name: value \"{name}\" invalid, must be from 1 to {MaxNameLength} characters", Where);
        var at = name.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0) throw QdrantError.Invalid($"name: collection name cannot contain \"{name[at]}\" char", Where);
    }
}
