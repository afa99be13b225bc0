using Edify.Rag.Qdrant.Server.Data;

namespace Edify.Rag.Qdrant.Server.Search;

/// <summary>How near two sparse vectors are.</summary>
internal static class SparseScores
{
    /// <summary>The sum over the indices that both have; <see langword="null"/> when they share none.</summary>
    public static float? Score(StoredVector.Sparse a, StoredVector.Sparse b)
    {
        float? sum = null;
        for (int i = 0, j = 0; i < a.Indices.Length && j < b.Indices.Length;)
        {
            if (a.Indices[i] == b.Indices[j]) sum = (sum ?? 0) + (a.Values[i++] * b.Values[j++]);
            else if (a.Indices[i] < b.Indices[j]) i++;
            else j++;
        }

        return sum;
    }

    /// <summary>The question with each weight times how rare its term is: ln((n - df + 0.5) / (df + 0.5) + 1), over the vectors that are not empty.</summary>
    public static StoredVector.Sparse Weighted(StoredVector.Sparse asked, IEnumerable<QdrantPoint> corpus, string name)
    {
        var vectors = corpus.Select(p => p.Vectors.GetValueOrDefault(name)).OfType<StoredVector.Sparse>().Where(v => v.Indices.Length > 0).ToList();
        var values = new float[asked.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (n, df) = ((float)vectors.Count, (float)vectors.Count(v => Array.BinarySearch(v.Indices, asked.Indices[i]) >= 0));
            values[i] = asked.Values[i] * MathF.Log(((n - df + 0.5f) / (df + 0.5f)) + 1);
        }

        return asked with { Values = values };
    }
}
