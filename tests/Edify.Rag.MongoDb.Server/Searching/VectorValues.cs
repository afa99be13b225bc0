using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Searching;

/// <summary>Vectors as arrays of numbers or as binary data.</summary>
internal static class VectorValues
{
    /// <summary>The components; <see langword="null"/> for what is no vector.</summary>
    public static double[]? Of(object? value)
    {
        if (value is List<object?> list) return list.TrueForAll(MongoOrder.IsNumber) ? [.. list.Select(MongoOrder.Number)] : null;
        if (value is not MongoBytes { Type: BsonType.Binary } bytes || bytes.Value[sizeof(int)] != BsonBinary.Vector) return null;
        var vector = BsonVector.Of(new BsonBinary(BsonBinary.Vector, bytes.Payload));
        var floats = new float[vector.Count];
        vector.CopyTo(floats);
        return [.. floats.Select(f => (double)f)];
    }

    public static double? Dot(object? left, object? right)
    {
        if (left is null || right is null) return null;
        if (Of(left) is not { } one || Of(right) is not { } other || one.Length != other.Length) throw MongoFault.BadValue("vectors must be numeric and of equal length");
        return one.Zip(other, (a, b) => a * b).Sum();
    }

    public static double Cosine(double[] left, double[] right)
    {
        var lengths = Math.Sqrt(left.Sum(x => x * x) * right.Sum(x => x * x));
        return lengths == 0 ? 0 : left.Zip(right, (a, b) => a * b).Sum() / lengths;
    }
}
