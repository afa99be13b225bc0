using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

internal static class ReadApi
{
    /// <summary>Points by their ids, in the order in which they are named; what is not there is left out.</summary>
    public static Answer Retrieve(QdrantCall call)
    {
        var ids = PointId.ParseAll(call.Body.Required("ids"));
        var points = new PointWriter(call.Body, payloadByDefault: true);
        return call.Ask(collection =>
        {
            var found = ids.Select(id => collection.TryGet(id, out var point) ? point : null).OfType<QdrantPoint>().ToList();
            return writer =>
            {
                writer.WriteStartArray();
                foreach (var point in found) points.Write(writer, point);
                writer.WriteEndArray();
            };
        });
    }

    public static Answer One(QdrantCall call)
    {
        var id = PointId.Parse(call.Item);
        var points = new PointWriter(System.Text.Json.JsonElement.Parse("""{"with_vector":true}"""), payloadByDefault: true);
        return call.Ask(collection =>
        {
            if (!collection.TryGet(id, out var point)) throw QdrantError.NotFound($"Point with id {id} does not exists!");
            return writer => points.Write(writer, point);
        });
    }

    public static Answer Count(QdrantCall call)
    {
        var filter = call.Filters.Parse(call.Body.Optional("filter"));
        call.Body.Optional("exact")?.Flag();
        return call.Ask(collection =>
        {
            StrictMode.CheckFilter(collection, filter, isUpdate: false);
            var count = collection.Where(collection.Ordered, filter).Count();
            return writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("count", count);
                writer.WriteEndObject();
            };
        });
    }
}
