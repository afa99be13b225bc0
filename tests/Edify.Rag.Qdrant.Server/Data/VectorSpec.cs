using System.Text.Json;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Search;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>What a collection says about the vectors of one name.</summary>
internal abstract record VectorSpec
{
    /// <summary>Reads a vector of a point or of a query, and makes of it what is kept or compared.</summary>
    public abstract StoredVector Read(JsonElement value);

    public sealed record Dense(int Size, Distance Distance, string? Datatype) : VectorSpec
    {
        public override StoredVector Read(JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Object) throw IsInference(value) ? QdrantError.Unsupported("inference") : QdrantError.SparseMixedUp();
            var numbers = Floats.Read(value);
            if (numbers.Length != Size) throw QdrantError.Dimension(Size, numbers.Length);
            if (Distance == Distance.Cosine) Distances.Normalise(numbers);
            for (var i = 0; i < numbers.Length; i++) numbers[i] = Rounded(numbers[i]);
            return new StoredVector.Dense(numbers);
        }

        private static bool IsInference(JsonElement value) => value.Has("text") || value.Has("image") || value.Has("object");

        private float Rounded(float value) => Datatype switch
        {
            "float16" => (float)(Half)value,
            "uint8" => (byte)Math.Clamp(value, 0, 255),
            _ => value,
        };
    }

    public sealed record Sparse(bool HasIdf) : VectorSpec
    {
        public override StoredVector Read(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Object) throw QdrantError.SparseMixedUp();
            if (value.Has("text")) throw QdrantError.Unsupported("inference");
            var indices = value.Required("indices").Items().Select(Index).ToArray();
            var values = Floats.Read(value.Required("values"));
            if (indices.Length != values.Length) throw QdrantError.Invalid("values: must be the same length as indices");
            if (indices.Distinct().Count() != indices.Length) throw QdrantError.Invalid("indices: must be unique");
            Array.Sort(indices, values);
            return new StoredVector.Sparse(indices, values);
        }

        private static uint Index(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var index)
            ? index
            : throw QdrantError.Format($"invalid value {value.GetRawText()}, expected u32");
    }
}
