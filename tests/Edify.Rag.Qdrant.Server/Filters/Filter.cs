using Edify.Rag.Qdrant.Server.Payloads;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>A filter's clauses; one that is not given holds, and so does an empty list but for 'should'.</summary>
internal sealed class Filter : Condition
{
    public Condition[]? Must { get; init; }

    public Condition[]? Should { get; init; }

    public Condition[]? MustNot { get; init; }

    public (Condition[] Conditions, int Count)? MinShould { get; init; }

    public override IEnumerable<(FieldPath Path, string[] Types)> Fields =>
        ((Condition[]?[])[Must, Should, MustNot, MinShould?.Conditions]).SelectMany(clause => clause ?? []).SelectMany(c => c.Fields);

    public override bool Holds(Candidate candidate) =>
        (Should is null || Should.Any(c => c.Holds(candidate)))
        && (MinShould is not { } least || least.Conditions.Count(c => c.Holds(candidate)) >= least.Count)
        && (Must is null || Must.All(c => c.Holds(candidate)))
        && (MustNot is null || !MustNot.Any(c => c.Holds(candidate)));
}
