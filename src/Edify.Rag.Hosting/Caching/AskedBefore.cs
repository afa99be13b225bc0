using System.Numerics.Tensors;

namespace Edify.Rag.Hosting.Caching;

/// <summary>A question that has an answer in the cache, as far as others are compared with it.</summary>
/// <param name="Exact">The key of its answer.</param>
/// <param name="Terms">Its <see cref="KeyTerms"/>.</param>
/// <param name="Vector">Its vector, a byte a dimension: its direction, not its length.</param>
internal sealed record AskedBefore(string Exact, string Terms, byte[] Vector)
{
    public static AskedBefore Of(AnswerKey key, KeyTerms terms, ReadOnlySpan<float> vector)
    {
        var scale = sbyte.MaxValue / Math.Max(float.Epsilon, Math.Abs(TensorPrimitives.MaxMagnitude(vector)));
        var bytes = new byte[vector.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = unchecked((byte)(sbyte)Math.Clamp(Math.Round(vector[i] * scale), -sbyte.MaxValue, sbyte.MaxValue));
        return new(key.Exact, terms.ToString(), bytes);
    }

    /// <summary>Cosine similarity to a vector, right to about 0.01; -1 where they are of different lengths.</summary>
    public double SimilarityTo(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Vector.Length || vector.IsEmpty) return -1;
        var own = new float[vector.Length];
        for (var i = 0; i < own.Length; i++) own[i] = unchecked((sbyte)Vector[i]);
        var similarity = TensorPrimitives.CosineSimilarity(own, vector);
        return float.IsFinite(similarity) ? similarity : -1;
    }
}
