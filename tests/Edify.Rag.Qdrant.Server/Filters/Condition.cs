using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Payloads;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>What a condition is asked about.</summary>
/// <param name="Payload">The payload, or an object of a list in it.</param>
/// <param name="Point"><see langword="null"/> within a list of objects: there, ids and vectors cannot be asked for.</param>
internal readonly record struct Candidate(JsonElement Payload, QdrantPoint? Point, IReadOnlyDictionary<FieldPath, PayloadIndex> Indexes);

/// <summary>A condition of a filter.</summary>
internal abstract class Condition
{
    public abstract bool Holds(Candidate candidate);

    /// <summary>The fields that it asks for, each with the types of index that serve.</summary>
    public virtual IEnumerable<(FieldPath Path, string[] Types)> Fields => [];
}
