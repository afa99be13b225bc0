namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>What is wrong with a value.</summary>
/// <param name="IsTold">That alternatives were tried is said in it.</param>
/// <param name="IsKind">It is of another kind altogether: text instead of a number, say.</param>
internal sealed record Finding(Place Place, string What, bool IsKind = false, bool IsTold = false)
{
    /// <summary>How near the value is to what it should be: the deeper the first thing that is wrong.</summary>
    public int Nearness => (2 * Place.Depth) + (IsKind ? 0 : 1);

    public override string ToString() => $"{(Place.Parent is null ? "the value" : Place.ToString())} {What}";
}

/// <summary>What a schema says about a value: what is wrong with it, and which of its parts the schema knows.</summary>
internal sealed class Verdict
{
    public List<Finding> Findings { get; } = [];

    /// <summary>The properties that a schema names.</summary>
    public HashSet<string> Named { get; } = [];

    /// <summary>The values in which anything may stand.</summary>
    public HashSet<string> Open { get; } = [];

    public bool IsRight => Findings.Count == 0;

    public void Add(Place place, string what, bool isKind = false) => Findings.Add(new(place, what, isKind));

    public void Add(Verdict other)
    {
        Findings.AddRange(other.Findings);
        Know(other);
    }

    public void Know(Verdict other)
    {
        Named.UnionWith(other.Named);
        Open.UnionWith(other.Open);
    }
}
