using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>What a condition asks of one value of a field.</summary>
internal abstract class FieldTest
{
    /// <summary>The types of index that answer it.</summary>
    public abstract string[] IndexTypes { get; }

    public abstract bool Holds(JsonElement value);

    /// <summary>What an index says about the values that it holds of a point; <see langword="null"/> when it cannot tell.</summary>
    public virtual bool? HoldsIn(PayloadIndex index, IEnumerable<JsonElement> values) => IndexTypes.Contains(index.Type) ? values.Any(Holds) : null;
}
