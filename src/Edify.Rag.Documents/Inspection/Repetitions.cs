namespace Edify.Rag.Documents.Inspection;

/// <summary>Counts texts that were there before, by a hash of their letters and digits.</summary>
/// <remarks>64-bit FNV-1a (RFC 9923): among 262,144 texts, two different ones share a hash in one document of 500 million.</remarks>
internal sealed class Repetitions
{
    private const int MostTexts = 1 << 18;

    // Shorter texts recur without anything being wrong: "Yes", "Total", "Answer all questions."
    private const int ShortestText = 32;

    private readonly HashSet<ulong> _seen = [];

    /// <summary>Texts that repeated an earlier one.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the next text.</summary>
    public void Add(string text)
    {
        var (hash, length) = Hash(text);
        if (length < ShortestText) return;
        if (_seen.Contains(hash)) Count++;
        else if (_seen.Count < MostTexts) _seen.Add(hash);
    }

    private static (ulong Hash, int Length) Hash(string text)
    {
        var (hash, length) = (14695981039346656037UL, 0);
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c)) continue;
            hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211UL;
            length++;
        }

        return (hash, length);
    }
}
