using System.Buffers;
using System.Collections.Frozen;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>A part of a statement or passage that says one thing.</summary>
/// <param name="Words">Its words, in order.</param>
internal sealed record Clause(IReadOnlyList<Word> Words)
{
    // A clause says something about something.
    private const int FewestContentWords = 2;

    private static readonly SearchValues<char> Boundaries = SearchValues.Create(",;:–—()\n\t|、，；：。！？.!?");

    private static readonly FrozenSet<string> Conjunctions = FrozenSet.Create(
        StringComparer.Ordinal, "and", "but", "while", "whereas", "although", "though", "und", "aber", "sondern", "wahrend", "sowie", "jedoch", "et", "mais", "y", "pero", "e", "ma", "mas");

    /// <summary>The words that say something.</summary>
    public IReadOnlyList<Word> Content { get; } = [.. Words.Where(w => w.Kind != WordKind.Function)];

    /// <summary>The sum of the weights of its words.</summary>
    public double Weight => Content.Sum(w => w.Weight);

    /// <summary>Whether it denies what it says.</summary>
    public bool IsNegated { get; } = Negation.IsIn(Words);

    /// <summary>Divides a text at marks and conjunctions; parts that say too little go with the one before them.</summary>
    public static IReadOnlyList<Clause> Split(string text, IReadOnlyList<Word> words)
    {
        var parts = new List<List<Word>>();
        for (var i = 0; i < words.Count; i++)
        {
            if (i == 0 || StartsPart(text, words, i)) parts.Add([]);
            parts[^1].Add(words[i]);
        }

        // From the end, so that what is added to a part is counted with it.
        for (var i = parts.Count - 1; i > 0; i--)
        {
            if (Says(parts[i]) && Says(parts[i - 1])) continue;
            parts[i - 1].AddRange(parts[i]);
            parts.RemoveAt(i);
        }

        return [.. parts.Select(p => new Clause(p)).Where(c => c.Content.Count > 0)];
    }

    private static bool Says(List<Word> part) => part.Count(w => w.Kind != WordKind.Function) >= FewestContentWords;

    private static bool StartsPart(string text, IReadOnlyList<Word> words, int i) =>
        Conjunctions.Contains(words[i].Stem) || text.AsSpan(words[i - 1].End..Math.Max(words[i - 1].End, words[i].Start)).ContainsAny(Boundaries);
}
