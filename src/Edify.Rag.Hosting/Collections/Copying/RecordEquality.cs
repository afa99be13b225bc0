namespace Edify.Rag.Hosting.Collections.Copying;

/// <summary>When two records are the same: id, text and fields. Vectors are looked at by sample, since stores may keep them in fewer bits.</summary>
internal static class RecordEquality
{
    /// <summary>How near 1 the cosine of two vectors is that are the same but for the bits that a store keeps.</summary>
    public const double LeastCosine = 0.999;

    public static bool AreSame(VectorRecord left, VectorRecord right) =>
        left.Id == right.Id && left.Text == right.Text && Count(left) == Count(right)
        && left.Fields.All(f => IsEmpty(f.Value) || (right.Fields.TryGetValue(f.Key, out var other) && f.Value.Equals(other)));

    /// <summary>Of two vectors of unit length; 0 where they are not of one length.</summary>
    public static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length) return 0;
        var dot = 0.0;
        for (var i = 0; i < left.Length; i++) dot += (double)left[i] * right[i];
        return dot;
    }

    // A field that holds no value is a field that is not there.
    private static int Count(VectorRecord record) => record.Fields.Count(f => !IsEmpty(f.Value));

    private static bool IsEmpty(FieldValue value) => value.Items is { Count: 0 };
}
