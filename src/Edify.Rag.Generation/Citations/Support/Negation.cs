using System.Collections.Frozen;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>Tells whether words deny what they say: an odd number of negations does.</summary>
internal static class Negation
{
    private static readonly FrozenSet<string> Deniers = Set(
        "not no never none nobody nothing neither nor without cannot " +
        "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder keinesfalls keineswegs " +
        "pas jamais aucun aucune sans nunca ningun ninguna sin jamas");

    // What forbids is the denial of what allows.
    private static readonly FrozenSet<string> Forbidders = Set(
        "forbid prohibit ban bann banned prohibition forbidden verboten untersagt unzulassig verbot unerlaubt interdit prohibido vietato refus refused prevent");

    private static readonly FrozenSet<string> BeforeT = Set(
        "don doesn didn isn aren wasn weren won wouldn shouldn couldn can mustn needn hasn haven hadn mightn");

    // "not more than", "no later than", "nicht nur": these bound or add, and deny nothing.
    private static readonly FrozenSet<string> Bounds = Set(
        "only later more less fewer younger older longer earlier nur spater mehr weniger junger alter langer fruher minus just merely");

    /// <summary>Whether a clause is denied.</summary>
    public static bool IsIn(IReadOnlyList<Word> words)
    {
        var isNegated = false;
        for (var i = 0; i < words.Count; i++)
        {
            if (IsOne(words, i)) isNegated = !isNegated;
        }

        return isNegated;
    }

    /// <summary>Whether a stem forbids something.</summary>
    public static bool Forbids(string stem) => Forbidders.Contains(stem);

    private static bool IsOne(IReadOnlyList<Word> words, int i)
    {
        var stem = words[i].Stem;
        if (Forbidders.Contains(stem)) return true;
        if (stem == "t") return i > 0 && words[i].Start == words[i - 1].End + 1 && BeforeT.Contains(words[i - 1].Stem);
        if (!Deniers.Contains(stem)) return false;
        if (i + 1 < words.Count && Bounds.Contains(words[i + 1].Stem)) return false;

        // "No. 5" counts.
        return stem != "no" || i + 1 == words.Count || words[i + 1].Kind != WordKind.Number;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ')
        .SelectMany(w => (string[])[w, EnglishStemmer.Stem(w), Text.GermanWords.Stem(w)]).ToFrozenSet(StringComparer.Ordinal);
}
