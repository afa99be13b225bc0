using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>Reads filters as a version of the server knows them.</summary>
internal sealed class FilterParser(ServerVersion version)
{
    public Filter? Parse(JsonElement? filter) => filter is { } given ? Parse(given) : null;

    private Filter Parse(JsonElement filter)
    {
        var unknown = filter.Members().Select(m => m.Name).FirstOrDefault(name => name is not ("must" or "should" or "must_not" or "min_should"));
        if (unknown is not null) throw QdrantError.Format($"unknown field `{unknown}`, expected one of `should`, `min_should`, `must`, `must_not`");
        return new()
        {
            Must = Clause(filter.Optional("must")),
            Should = Clause(filter.Optional("should")),
            MustNot = Clause(filter.Optional("must_not")),
            MinShould = filter.Optional("min_should") is { } least ? MinShould(least) : null,
        };
    }

    private (Condition[] Conditions, int Count)? MinShould(JsonElement least)
    {
        var count = least.Count("min_count", 1) ?? throw QdrantError.Format("missing field `min_count`");
        return Clause(least.Required("conditions")) is { } conditions ? (conditions, count) : null;
    }

    // One condition, or a list of them. As on the real server an empty list of alternatives asks for nothing.
    private Condition[]? Clause(JsonElement? clause) => clause switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 0 ? null : [.. list.EnumerateArray().Select(One)],
        { } one => [One(one)],
    };

    private Condition One(JsonElement condition)
    {
        if (condition.Has("key")) return FieldConditions.Parse(condition, version);
        if (condition.Optional("is_empty") is { } empty) return new EmptyCondition(Path(empty));
        if (condition.Optional("is_null") is { } missing) return new NullCondition(Path(missing));
        if (condition.Optional("has_id") is { } ids) return new IdCondition([.. PointId.ParseAll(ids)]);
        if (condition.Optional("has_vector") is { } vector) return new VectorCondition(vector.Text());
        if (condition.Optional("nested") is { } nested) return new NestedCondition(Path(nested), Parse(nested.Required("filter")));
        if (version >= 19 && condition.Optional("slice") is { } slice) return SliceCondition.Parse(slice);
        return Parse(condition);
    }

    private static FieldPath Path(JsonElement owner) => FieldPath.Parse(owner.Required("key").Text());
}
