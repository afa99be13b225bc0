using System.Text.Json.Nodes;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>What a collection in strict mode refuses.</summary>
internal static class StrictMode
{
    /// <summary>Refuses a filter on a field without a fitting index.</summary>
    public static void CheckFilter(QdrantCollection collection, Filter? filter, bool isUpdate)
    {
        if (filter is null || Setting<bool>(collection, isUpdate ? "unindexed_filtering_update" : "unindexed_filtering_retrieve") is not false) return;
        foreach (var (path, types) in filter.Fields)
        {
            if (collection.Indexes.TryGetValue(path, out var index) && types.Contains(index.Type)) continue;
            throw QdrantError.BadRequest(
                $"Index required but not found for \"{path}\" of one of the following types: [{string.Join(", ", types)}]. Help: Create an index for this key or use a different filter.");
        }
    }

    public static void CheckLimit(QdrantCollection collection, int limit)
    {
        if (Setting<int>(collection, "max_query_limit") is { } most && limit > most)
        {
            throw QdrantError.BadRequest($"Limit exceeded {limit} > {most} for \"limit\". Help: Reduce the \"limit\" parameter to or below {most}.");
        }
    }

    public static void CheckUpsert(QdrantCollection collection, int points)
    {
        if (Setting<int>(collection, "upsert_max_batchsize") is { } most && points > most)
        {
            throw QdrantError.BadRequest($"Upsert limit exceeded: {points} > {most} for upsert. Help: Reduce the number of points in one request to or below {most}.");
        }
    }

    private static T? Setting<T>(QdrantCollection collection, string name) where T : struct =>
        collection.Config.Strict is { } strict && strict["enabled"]?.GetValue<bool>() is true && strict[name] is JsonValue value ? value.GetValue<T>() : null;
}
