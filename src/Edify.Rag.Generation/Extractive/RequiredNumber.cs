using System.Globalization;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>A number or letter that a question names, such as the 7 of "grade 7" or the A of "zone A".</summary>
/// <param name="Value">The number, or the letter in lower case.</param>
/// <param name="Noun">Stem of what it counts or numbers; <see langword="null"/> when it stands alone.</param>
internal sealed record RequiredNumber(string Value, string? Noun)
{
    private const int Reach = 3; // terms before the number: "grade of the pupil 7"
    private const int WidestGap = 3; // characters between the ends of a span: " – "
    private const int WidestSpan = 100; // two years or page numbers side by side are no span

    /// <summary>Whether terms name it: the noun, where there is one, close by; or a range that spans it, as in "grades 6 to 8".</summary>
    public bool IsNamedIn(IReadOnlyList<Term> terms)
    {
        var hasNoun = Noun is not null && terms.Any(t => t.Stem == Noun);
        for (var i = 0; i < terms.Count; i++)
        {
            if (!IsNamedAt(terms, i) && !IsSpannedAt(terms, i)) continue;
            if (!hasNoun || IsNounNear(terms, i)) return true;
        }

        return false;
    }

    // 2024 is named by 2024-25 too.
    private bool IsNamedAt(IReadOnlyList<Term> terms, int i)
    {
        var stem = terms[i].Stem;
        var isSame = stem == Value && (terms[i].IsCapitalized || !char.IsAsciiLetter(Value[0]));
        return isSame || (stem.Length == "2024-25".Length && stem[4] == '-' && stem.StartsWith(Value, StringComparison.Ordinal));
    }

    private bool IsSpannedAt(IReadOnlyList<Term> terms, int i)
    {
        if (i + 1 >= terms.Count || !TryValue(terms[i], out var low) || !TryValue(Value, out var wanted)) return false;
        if (terms[i + 1].Stem == Noun && i + 2 < terms.Count) i++;
        var next = terms[i + 1];
        if (next is { Kind: TermKind.Stop, Stem: "to" or "bis" or "a" } && i + 2 < terms.Count) next = terms[i + 2];
        else if (next.Start - terms[i].End > WidestGap) return false;
        return TryValue(next, out var high) && low <= wanted && wanted <= high && high - low <= WidestSpan;
    }

    private bool IsNounNear(IReadOnlyList<Term> terms, int i)
    {
        for (var j = Math.Max(0, i - Reach); j < Math.Min(terms.Count, i + 2); j++)
        {
            if (terms[j].Stem == Noun) return true;
        }

        return false;
    }

    private static bool TryValue(Term term, out int value)
    {
        value = 0;
        return term.Kind == TermKind.Number && TryValue(term.Stem, out value);
    }

    private static bool TryValue(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
