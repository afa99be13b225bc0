using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Filters;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>A question: what is asked, among what, and of the answers how many.</summary>
internal sealed record QuerySpec
{
    public IReadOnlyList<QuerySpec> Prefetch { get; init; } = [];

    /// <summary><see langword="null"/> asks for points in the order of their ids.</summary>
    public QueryKind? Kind { get; init; }

    /// <summary>The name of the vectors that are compared.</summary>
    public string Using { get; init; } = "";

    public Filter? Filter { get; init; }

    public float? Threshold { get; init; }

    public required int Limit { get; init; }

    public int Offset { get; init; }

    /// <summary>The points that rare and frequent terms are told apart by; all when it is not given.</summary>
    public Filter? Corpus { get; init; }

    /// <summary>Where a point's vector is taken from that the question names by its id.</summary>
    public (string Collection, string? Vector)? Lookup { get; init; }

    /// <summary>The points that the question, or one in it, names by their ids.</summary>
    public IEnumerable<PointId> Named
    {
        get
        {
            if (Kind is QueryKind.Near { Id: { } id } && Lookup is null) yield return id;
            foreach (var inner in Prefetch.SelectMany(p => p.Named)) yield return inner;
        }
    }
}

internal abstract record QueryKind
{
    /// <summary>What is near a vector, or near that of a point.</summary>
    public sealed record Near(JsonElement? Vector, PointId? Id) : QueryKind;

    public sealed record Ordered(OrderBy Order) : QueryKind;

    public sealed record Ranks(int K, float[]? Weights) : QueryKind;

    public sealed record Distributions : QueryKind;

    public sealed record Random : QueryKind;
}
