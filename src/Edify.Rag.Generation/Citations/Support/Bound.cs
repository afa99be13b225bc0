using System.Collections.Frozen;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>Whether a number is a lower or an upper bound: "at least 5", "bis 12 Uhr".</summary>
internal enum Bound
{
    /// <summary>It is none, or words do not tell.</summary>
    None,

    /// <summary>At least, from, after.</summary>
    Lower,

    /// <summary>At most, until, before.</summary>
    Upper,
}

/// <summary>Reads bounds from the words around a number.</summary>
internal static class Bounds
{
    // Words between a bound and its number: "not later than the 10".
    private const int Reach = 3;

    private static readonly FrozenSet<string> Lower = Set("least minimum after since over above exceed exceeding mindestens wenigstens nach ab seit uber");
    private static readonly FrozenSet<string> Upper = Set("most before until till under below by hochstens maximal vor bis unter");
    private static readonly FrozenSet<string> More = Set("more longer older later mehr langer alter spater grosser higher greater");
    private static readonly FrozenSet<string> Less = Set("less fewer younger shorter earlier weniger kurzer junger fruher kleiner lower smaller");
    private static readonly FrozenSet<string> Denials = Set("no not never nicht keine nie");

    /// <summary>What the number at a place is.</summary>
    public static Bound Of(IReadOnlyList<Word> words, int number)
    {
        for (var i = number - 1; i >= Math.Max(0, number - Reach); i--)
        {
            var stem = words[i].Stem;
            if (words[i].Kind == WordKind.Number) return Bound.None;
            var isDenied = i > 0 && Denials.Contains(words[i - 1].Stem);
            if (More.Contains(stem)) return isDenied ? Bound.Upper : Bound.Lower;
            if (Less.Contains(stem)) return isDenied ? Bound.Lower : Bound.Upper;
            if (Lower.Contains(stem)) return Bound.Lower;
            if (Upper.Contains(stem)) return Bound.Upper;
        }

        return Bound.None;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ')
        .SelectMany(w => (string[])[w, EnglishStemmer.Stem(w), Synonyms.Canonical(EnglishStemmer.Stem(w)), Text.GermanWords.Stem(w)])
        .ToFrozenSet(StringComparer.Ordinal);
}
