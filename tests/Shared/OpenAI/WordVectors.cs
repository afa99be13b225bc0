namespace Edify.Rag.Tests.Shared;

/// <summary>Vectors that are near each other where texts share words: a model small enough to be understood.</summary>
internal static class WordVectors
{
    public static float[] Of(string text, int dimension)
    {
        var vector = new float[dimension];
        vector[0] = 0.01f;
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '.', ',', '?', ':', '#'], StringSplitOptions.RemoveEmptyEntries))
            vector[Hash(word) % (uint)dimension] += 1;
        return vector;
    }

    // FNV-1a, which is the same in every process.
    private static uint Hash(string word)
    {
        var hash = 2166136261u;
        foreach (var unit in word) hash = (hash ^ unit) * 16777619;
        return hash;
    }
}
