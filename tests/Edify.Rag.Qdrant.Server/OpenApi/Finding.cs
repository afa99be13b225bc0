namespace Edify.Rag.Qdrant.Server.OpenApi;

/// <summary>What is wrong with a value.</summary>
internal sealed record Finding(Place Place, string What)
{
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

    public void Add(Place place, string what) => Findings.Add(new(place, what));

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
