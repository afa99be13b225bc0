using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>A statement of an answer, made ready to look for in a passage.</summary>
/// <param name="Clauses">What it says, one thing each.</param>
/// <param name="Sequence">The stems of all its words, in order.</param>
internal sealed partial record Claim(IReadOnlyList<Clause> Clauses, IReadOnlyList<string> Sequence)
{
    // A sentence has fewer; a longer one is judged by its beginning.
    private const int MostTerms = 200;

    /// <summary>Whether it says anything that could be looked for.</summary>
    public bool IsEmpty => Clauses.Count == 0;

    /// <summary>Reads a statement.</summary>
    /// <param name="text">The statement, without citations.</param>
    /// <param name="isGerman">Whether its words are German.</param>
    public static Claim Read(string text, bool isGerman)
    {
        var said = Particle.Replace(ListMark.Replace(text, string.Empty, 1), string.Empty, 1);
        var terms = TermScanner.Scan(said);
        if (terms.Count > MostTerms) terms.RemoveRange(MostTerms, terms.Count - MostTerms);
        var words = Words.Read(said, terms, isGerman);
        return new(Clause.Split(said, words), [.. words.Select(w => w.Stem)]);
    }

    // "1. ", "- " and the like belong to the list, not to what is said.
    [GeneratedRegex(@"\A\s*(?:[-*+•]\s+|\(?\d{1,2}[.)]\s+|#{1,6}\s+|>\s*)+")]
    private static partial Regex ListMark { get; }

    // "No, phones are not allowed" has one negation.
    [GeneratedRegex(@"\A\s*(?:yes|no|ja|nein|doch|oui|non|si|sí|sim|não)\s*[,.:;–—-]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Particle { get; }
}
