using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Payloads;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>The field is missing, null, or an empty list.</summary>
internal sealed class EmptyCondition(FieldPath path) : Condition
{
    public override bool Holds(Candidate candidate) => path.Values(candidate.Payload).All(v => v.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => v.GetArrayLength() == 0,
        _ => false,
    });
}

/// <summary>The field is there, and null; the form within a condition on a field also looks into lists.</summary>
internal sealed class NullCondition(FieldPath path, bool seesItems = false) : Condition
{
    public override bool Holds(Candidate candidate) => path.Values(candidate.Payload).Any(IsNull);

    private bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null
        || (seesItems && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null));
}

internal sealed class IdCondition(HashSet<PointId> ids) : Condition
{
    public override bool Holds(Candidate candidate) => candidate.Point is { } point && ids.Contains(point.Id);
}

internal sealed class VectorCondition(string name) : Condition
{
    public override bool Holds(Candidate candidate) => candidate.Point?.Vectors.ContainsKey(name) is true;
}

/// <summary>One object of a list meets all of a filter.</summary>
internal sealed class NestedCondition(FieldPath path, Filter filter) : Condition
{
    private readonly FieldPath _items = path.ToItems();

    public override IEnumerable<(FieldPath Path, string[] Types)> Fields =>
        filter.Fields.Select(f => (FieldPath.Parse($"{_items}.{f.Path}"), f.Types));

    public override bool Holds(Candidate candidate)
    {
        var inner = candidate.Indexes.Values
            .Select(index => (Path: index.Path.Behind(_items), Index: index))
            .Where(i => i.Path is not null && i.Index.Type == "text")
            .ToDictionary(i => i.Path!, i => i.Index);
        return _items.Values(candidate.Payload).Where(v => v.ValueKind == JsonValueKind.Object).Any(item => filter.Holds(new(item, null, inner)));
    }
}

/// <summary>One of several parts that all points fall into, each into one.</summary>
internal sealed class SliceCondition(uint total, uint index) : Condition
{
    public static SliceCondition Parse(JsonElement slice)
    {
        var (total, index) = (slice.Count("total", 1), slice.Count("index", 0));
        if (total is null || index is null) throw QdrantError.Format("missing field of a slice");
        return index < total ? new((uint)total, (uint)index) : throw QdrantError.Invalid("slice.index: must be less than total");
    }

    public override bool Holds(Candidate candidate) => candidate.Point is { } point && point.Id.Scrambled % total == index;
}
