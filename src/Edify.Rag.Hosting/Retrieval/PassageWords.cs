using System.Numerics;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Retrieval;

/// <summary>The words of a passage, ready to compare.</summary>
internal sealed class PassageWords
{
    private const int SketchWords = 4;

    private readonly List<string> _stems;
    private readonly List<string> _numbers;
    private readonly ulong[] _sketch = new ulong[SketchWords];

    private PassageWords(List<string> stems, List<string> numbers)
    {
        (_stems, _numbers) = (stems, numbers);
        foreach (var stem in stems)
        {
            var bit = (uint)stem.GetHashCode(StringComparison.Ordinal) % (SketchWords * 64);
            _sketch[bit / 64] |= 1UL << (int)(bit % 64);
        }
    }

    /// <summary>Reads a passage.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="contentOnly">Whether to leave out what says nothing about the subject.</param>
    public static PassageWords Of(string text, bool contentOnly = false)
    {
        var terms = TermScanner.Scan(text);
        var stems = terms.Where(term => !contentOnly || term.IsContent).Select(term => term.Stem).Order(StringComparer.Ordinal).ToList();
        return new(stems, [.. terms.Where(term => term.Kind == TermKind.Number).Select(term => term.Stem)]);
    }

    /// <summary>Words in common over all words, each as often as it stands there (weighted Jaccard): 0 to 1.</summary>
    public double SimilarityTo(PassageWords other)
    {
        var (shared, i, j) = (0, 0, 0);
        while (i < _stems.Count && j < other._stems.Count)
        {
            var order = string.CompareOrdinal(_stems[i], other._stems[j]);
            if (order == 0) shared++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        var all = _stems.Count + other._stems.Count - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    /// <summary>Whether another passage says nearly the same.</summary>
    /// <remarks>Numbers count apart: the rules for grade 6 and for grade 7 may differ in nothing else.</remarks>
    public bool Repeats(PassageWords other, double similarity)
    {
        var (shorter, longer) = (Math.Min(_stems.Count, other._stems.Count), Math.Max(_stems.Count, other._stems.Count));
        return shorter > 0 && shorter >= similarity * longer && Differing(other) <= (1 - similarity) * (shorter + longer) &&
            _numbers.SequenceEqual(other._numbers) && SimilarityTo(other) >= similarity;
    }

    // Each bit in which two sketches differ is of a word that one of the passages lacks: most pairs need no closer look.
    private int Differing(PassageWords other)
    {
        var bits = 0;
        for (var i = 0; i < SketchWords; i++) bits += BitOperations.PopCount(_sketch[i] ^ other._sketch[i]);
        return bits;
    }
}
