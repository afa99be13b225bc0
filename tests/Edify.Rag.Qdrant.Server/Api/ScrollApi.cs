using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Search;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>Goes through a collection page by page.</summary>
internal static class ScrollApi
{
    private const int DefaultLimit = 10;

    public static Answer Scroll(QdrantCall call)
    {
        var body = call.Body;
        var filter = call.Filters.Parse(body.Optional("filter"));
        var limit = body.Count("limit", 1) ?? DefaultLimit;
        PointId? offset = body.Optional("offset") is { } start ? PointId.Parse(start) : null;
        var order = body.Optional("order_by") is { } by ? OrderBy.Parse(by) : null;
        var points = new PointWriter(body, payloadByDefault: true);
        if (order is not null && offset is not null)
        {
            throw QdrantError.BadRequest(
                "Cannot use an `offset` when using `order_by`. " +
                "The alternative for paging is to use `order_by.start_from` and a filter to exclude the IDs that you've already seen for the `order_by.start_from` value");
        }

        return call.Ask(collection =>
        {
            StrictMode.CheckFilter(collection, filter, isUpdate: false);
            StrictMode.CheckLimit(collection, limit);
            return order is null ? ById(collection, filter, offset, limit, points) : ByValue(collection, filter, order, limit, points);
        });
    }

    private static Action<Utf8JsonWriter> ById(QdrantCollection collection, Filter? filter, PointId? offset, int limit, PointWriter points)
    {
        var page = collection.Where(collection.From(offset), filter).Take(limit == int.MaxValue ? limit : limit + 1).ToList();
        return Page(writer => { foreach (var point in page.Take(limit)) points.Write(writer, point); }, page.Count > limit ? page[limit].Id : null);
    }

    private static Action<Utf8JsonWriter> ByValue(QdrantCollection collection, Filter? filter, OrderBy order, int limit, PointWriter points)
    {
        var page = order.Sort(collection, collection.Where(collection.Ordered, filter)).Take(limit).ToList();
        return Page(writer => { foreach (var (point, value) in page) points.Write(writer, point, value); }, null);
    }

    private static Action<Utf8JsonWriter> Page(Action<Utf8JsonWriter> points, PointId? next) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("points");
        points(writer);
        writer.WriteEndArray();
        writer.WritePropertyName("next_page_offset");
        if (next is { } id) id.WriteTo(writer);
        else writer.WriteNullValue();
        writer.WriteEndObject();
    };
}
