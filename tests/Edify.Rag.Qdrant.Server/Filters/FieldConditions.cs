using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>Reads conditions on a field.</summary>
internal static class FieldConditions
{
    public static Condition Parse(JsonElement condition, ServerVersion version)
    {
        var path = FieldPath.Parse(condition.Required("key").Text());
        if (condition.Has("geo_radius") || condition.Has("geo_bounding_box") || condition.Has("geo_polygon")) throw QdrantError.Unsupported("conditions on places");
        if (condition.Optional("match") is { } match) return new FieldCondition(path, MatchTest.Parse(match, version));
        if (condition.Optional("range") is { } range) return new FieldCondition(path, Range(range));
        if (condition.Optional("values_count") is { } count) return new CountCondition(path, NumberRange.Parse(count));
        if (condition.Optional("is_empty") is { } empty) return new FlagCondition(new EmptyCondition(path), empty.Flag());
        if (condition.Optional("is_null") is { } none) return new FlagCondition(new NullCondition(path, seesItems: true), none.Flag());
        throw QdrantError.Invalid("At least one field condition must be specified");
    }

    private static FieldTest Range(JsonElement range) =>
        range.Members().FirstOrDefault(m => m.Name is "lt" or "gt" or "lte" or "gte" && m.Value.ValueKind != JsonValueKind.Null).Value.ValueKind == JsonValueKind.String
            ? MomentRange.Parse(range)
            : NumberRange.Parse(range);
}

/// <summary>One of a field's values meets a test; with an index on the field, one of the values that the index holds.</summary>
internal sealed class FieldCondition(FieldPath path, FieldTest test) : Condition
{
    public override IEnumerable<(FieldPath Path, string[] Types)> Fields => [(path, test.IndexTypes)];

    public override bool Holds(Candidate candidate)
    {
        if (candidate.Indexes.TryGetValue(path, out var index) && test.HoldsIn(index, index.Values(candidate.Payload)) is { } answer) return answer;
        return path.Values(candidate.Payload).Any(v => v.ValueKind == JsonValueKind.Array ? v.EnumerateArray().Any(test.Holds) : test.Holds(v));
    }
}

/// <summary>How many values the field has: null counts for none, what is no list for one.</summary>
internal sealed class CountCondition(FieldPath path, NumberRange range) : Condition
{
    public override bool Holds(Candidate candidate) => path.Values(candidate.Payload).Any(v => range.Contains(v.ValueKind switch
    {
        JsonValueKind.Null => 0,
        JsonValueKind.Array => v.GetArrayLength(),
        _ => 1,
    }));
}

internal sealed class FlagCondition(Condition condition, bool expected) : Condition
{
    public override bool Holds(Candidate candidate) => condition.Holds(candidate) == expected;
}
