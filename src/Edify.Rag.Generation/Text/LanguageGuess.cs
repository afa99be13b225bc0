using System.Collections.Frozen;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Text;

/// <summary>In which script and, for a few languages, in which language a text is written.</summary>
/// <param name="Script">Such as "latin" or "han"; empty for a text without letters.</param>
/// <param name="Code">"en", "de", "fr", "es", "it" or "pt"; empty where function words do not tell.</param>
internal readonly record struct LanguageGuess(string Script, string Code)
{
    private const int FewestHits = 2;
    private const int MostTerms = 400;

    // Each word in one language only: "die", "in", "an", "was" and "am" stand in several.
    private static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["en"] = "the of and to is are were for with that this be by from it at or which has have will there not may must can",
        ["de"] = "der das den dem des ein eine einen einem einer und oder ist sind wird werden von zu zum zur im mit fur auf aus bei nach nicht auch kann muss",
        ["fr"] = "le les une du et est sont dans sur pour par avec aux cette nous vous",
        ["es"] = "el los las y por para con en del lo",
        ["it"] = "il gli della dei di che dove sono",
        ["pt"] = "os um uma da dos ao com nas",
    }.SelectMany(l => l.Value.Split(' ').Select(word => (word, l.Key))).ToFrozenDictionary(w => w.word, w => w.Key, StringComparer.Ordinal);

    /// <summary>Whether it is German.</summary>
    public bool IsGerman => Code == "de";

    /// <summary>Guesses from the words of a text.</summary>
    public static LanguageGuess Of(string text) => Of(text, TermScanner.Scan(text));

    /// <summary>Guesses from a text's words.</summary>
    public static LanguageGuess Of(string text, IReadOnlyList<Term> terms)
    {
        var scripts = new Dictionary<string, int>(StringComparer.Ordinal);
        var hits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var term in terms.Take(MostTerms))
        {
            if (term.Kind != TermKind.Number && ScriptOf(text[term.Start]) is { Length: > 0 } script) scripts[script] = scripts.GetValueOrDefault(script) + 1;
            if (Languages.TryGetValue(term.Stem, out var language)) hits[language] = hits.GetValueOrDefault(language) + 1;
        }

        var main = scripts.Count == 0 ? string.Empty : scripts.MaxBy(s => s.Value).Key;
        if (main != "latin" || hits.Count == 0) return new(main, string.Empty);
        var ranked = hits.OrderByDescending(h => h.Value).ToList();
        var isClear = ranked[0].Value >= FewestHits && (ranked.Count == 1 || 2 * ranked[0].Value >= 3 * ranked[1].Value);
        return new(main, isClear ? ranked[0].Key : string.Empty);
    }

    /// <summary>Whether two texts are surely of different languages.</summary>
    public bool IsForeignTo(LanguageGuess other) =>
        Script.Length > 0 && other.Script.Length > 0 && (Script != other.Script || (Code.Length > 0 && other.Code.Length > 0 && Code != other.Code));

    private static string ScriptOf(char c) => c switch
    {
        _ when !char.IsLetter(c) => string.Empty,
        < '\u0250' => "latin",
        >= '\u0370' and <= '\u03FF' => "greek",
        >= '\u0400' and <= '\u052F' => "cyrillic",
        >= '\u0590' and <= '\u05FF' => "hebrew",
        >= '\u0600' and <= '\u06FF' => "arabic",
        >= '\u0900' and <= '\u0DFF' => "indic",
        >= '\u0E00' and <= '\u0EFF' => "thai",
        >= '\uAC00' and <= '\uD7AF' => "hangul",
        >= '\u2E80' => "han",
        _ => "other",
    };
}
