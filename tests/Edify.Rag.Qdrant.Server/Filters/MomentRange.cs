using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>A range of points in time; what is no time is outside.</summary>
internal sealed class MomentRange(DateTimeOffset? gt, DateTimeOffset? gte, DateTimeOffset? lt, DateTimeOffset? lte) : FieldTest
{
    public override string[] IndexTypes => ["datetime"];

    public static MomentRange Parse(JsonElement range) => new(Bound(range, "gt"), Bound(range, "gte"), Bound(range, "lt"), Bound(range, "lte"));

    public override bool Holds(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Moment.TryParse(value.GetString()!, out var time)
        && (gt is null || time > gt) && (gte is null || time >= gte) && (lt is null || time < lt) && (lte is null || time <= lte);

    private static DateTimeOffset? Bound(JsonElement range, string name) => range.Optional(name) is not { } bound ? null
        : Moment.TryParse(bound.Text(), out var time) ? time
        : throw QdrantError.Format("data did not match any variant of untagged enum RangeInterface");
}
