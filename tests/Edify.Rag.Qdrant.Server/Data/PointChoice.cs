using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Filters;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>Which points a change is about: those of some ids, or those that meet a filter.</summary>
internal sealed record PointChoice(PointId[]? Ids, Filter? Filter)
{
    public static PointChoice Parse(JsonElement body, FilterParser filters)
    {
        if (body.Optional("points") is { } ids) return new(PointId.ParseAll(ids), null);
        return body.Optional("filter") is { } filter ? new(null, filters.Parse((JsonElement?)filter)) : throw QdrantError.BadRequest("No filter or points specified");
    }

    /// <summary>The form of deletions, in which one of both must be there.</summary>
    public static PointChoice ParseSelector(JsonElement body, FilterParser filters) => body.Has("points") || body.Has("filter")
        ? Parse(body, filters)
        : throw QdrantError.Format("data did not match any variant of untagged enum PointsSelector");
}
