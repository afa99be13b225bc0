using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>A value that a point is sorted by: a whole number, which a time is too, or a number.</summary>
internal readonly record struct OrderValue(long? Integer, double Number)
{
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (Integer is { } integer) writer.WriteNumberValue(integer);
        else writer.WriteNumberValue(Number);
    }

    public int CompareTo(OrderValue other) => (Integer, other.Integer) is ({ } mine, { } others) ? mine.CompareTo(others) : Number.CompareTo(other.Number);
}

/// <summary>Sorts points by the values of a field; a point stands there once for each of them, one without values not at all.</summary>
internal sealed record OrderBy(FieldPath Path, bool IsDescending, JsonElement? Start)
{
    public static OrderBy Parse(JsonElement order) => order.ValueKind == JsonValueKind.String
        ? new(FieldPath.Parse(order.GetString()!), false, null)
        : new(FieldPath.Parse(order.Required("key").Text()), order.Optional("direction")?.OneOf("asc", "desc") == "desc", order.Optional("start_from"));

    public IEnumerable<(QdrantPoint Point, OrderValue Value)> Sort(QdrantCollection collection, IEnumerable<QdrantPoint> points)
    {
        if (!collection.Indexes.TryGetValue(Path, out var index) || !index.IsOrdered)
        {
            throw QdrantError.WrongInput(
                $"No range index for `order_by` key: `{Path}`. Please create one to use `order_by`. " +
                "Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Range conditions");
        }

        OrderValue? start = Start is { } from ? Value(from, index) : null;
        var values =
            from point in points
            from value in index.Values(point.Payload).Select(v => Value(v, index))
            where start is not { } bound || (IsDescending ? value.CompareTo(bound) <= 0 : value.CompareTo(bound) >= 0)
            select (Point: point, Value: value);
        var comparer = Comparer<OrderValue>.Create((a, b) => a.CompareTo(b));
        return IsDescending
            ? values.OrderByDescending(v => v.Value, comparer).ThenByDescending(v => v.Point.Id)
            : values.OrderBy(v => v.Value, comparer).ThenBy(v => v.Point.Id);
    }

    private static OrderValue Value(JsonElement value, PayloadIndex index)
    {
        if (value.ValueKind == JsonValueKind.String && Moment.TryParse(value.GetString()!, out var moment)) return new(Moment.Microseconds(moment), 0);
        if (value.ValueKind != JsonValueKind.Number) throw QdrantError.Format("data did not match any variant of untagged enum StartFrom");
        if (index.Type == "integer" || index.Type == "datetime") return new(value.TryGetInt64(out var integer) ? integer : (long)value.GetDouble(), 0);
        return new(null, value.GetDouble());
    }
}
