using System.Text.Json.Nodes;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>What a collection says about itself.</summary>
internal static class CollectionReport
{
    public static JsonObject Of(QdrantCollection collection, ServerVersion version)
    {
        var indexes = new JsonObject();
        foreach (var index in collection.Indexes.Values) indexes[index.Path.ToString()] = Of(index, collection);

        var shown = new JsonObject
        {
            ["status"] = "green",
            ["optimizer_status"] = "ok",
            ["indexed_vectors_count"] = 0,
            ["points_count"] = collection.Count,
            ["segments_count"] = 1,
            ["config"] = collection.Config.Shown.DeepClone(),
            ["payload_schema"] = indexes,
        };
        if (version >= 17) shown["update_queue"] = new JsonObject { ["length"] = 0 };
        return shown;
    }

    private static JsonObject Of(PayloadIndex index, QdrantCollection collection)
    {
        var shown = new JsonObject { ["data_type"] = index.Type };
        if (index.Settings is { } settings) shown["params"] = settings.DeepClone();
        shown["points"] = collection.Ordered.Count(p => index.Values(p.Payload).Any());
        return shown;
    }
}
