using System.Collections.Frozen;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>Words of which a statement and its passage must have the same: opposites, units, directions, colours.</summary>
internal static class Opposites
{
    // One group a line; words of one meaning are joined by "=".
    private static readonly string[] Groups =
    [
        "open=opened close=closed", "increase=rise=grow=rose=risen decrease=fall=drop=shrink=fell=fallen", "win lose", "pass fail", "early late", "inside=indoor=indoors outside=outdoor=outdoors",
        "hot=warm cold=cool", "accept=accepted reject=rejected", "include=included exclude=excluded", "north south east west", "largest=biggest=greatest smallest=least",
        "highest lowest", "morning afternoon evening", "compulsory=mandatory=obligatory optional=voluntary", "absorb=absorbed release=released", "boy girl", "men women", "buy sell",
        "minute hour day week month year", "rupee=rs=inr euro dollar pound", "red blue green yellow orange purple brown black white grey", "metre=meter kilometre=kilometer centimetre=centimeter millimetre",
        "gram kilogram", "positive negative", "convex concave", "male female", "arrive depart", "upper lower", "artery vein", "public private",
        "primary secondary", "pupil=student teacher parent=mother=father", "export import", "melt=melted freeze=frozen", "expand contract", "numerator denominator",
        "geoffnet geschlossen", "steigt=steigen=zunehmen=nimmt sinkt=sinken=abnehmen", "erste=ersten letzte=letzten", "bestanden=besteht durchgefallen", "fruh spat", "warm=heiss kalt", "nord=norden sud=suden ost=osten west=westen",
        "vormittag nachmittag abend", "minute stunde tag woche monat jahr", "rot blau grun gelb schwarz weiss", "kostenlos=kostenfrei kostenpflichtig", "freiwillig pflicht", "grosste=grosster kleinste=kleinster", "hochste niedrigste",
        "links rechts", "innen=drinnen aussen=draussen", "jungen madchen", "schuler lehrer eltern", "gewinnt=gewonnen verliert", "ankunft abfahrt",
    ];

    private static readonly FrozenDictionary<string, (int Group, int Side)[]> Places = Map();

    /// <summary>Whether a passage's words have, in place of a word of a statement, one that excludes it.</summary>
    /// <param name="stem">The statement's word, which the passage lacks.</param>
    /// <param name="passage">The stems of the passage.</param>
    public static bool Excludes(string stem, HashSet<string> passage)
    {
        if (!Places.TryGetValue(stem, out var places)) return false;
        var excluded = false;
        foreach (var other in passage)
        {
            if (!Places.TryGetValue(other, out var others)) continue;
            foreach (var (group, side) in others)
            {
                if (!Array.Exists(places, p => p.Group == group)) continue;
                if (Array.Exists(places, p => p.Group == group && p.Side == side)) return false;
                excluded = true;
            }
        }

        return excluded;
    }

    private static FrozenDictionary<string, (int Group, int Side)[]> Map() => Groups
        .SelectMany((group, g) => group.Split(' ').SelectMany((side, s) => side.Split('=').SelectMany(Forms).Distinct().Select(word => (word, Place: (g, s)))))
        .GroupBy(p => p.word, StringComparer.Ordinal)
        .ToFrozenDictionary(p => p.Key, p => p.Select(x => x.Place).Distinct().ToArray(), StringComparer.Ordinal);

    private static IEnumerable<string> Forms(string word) => [word, Synonyms.Canonical(EnglishStemmer.Stem(word)), GermanWords.Stem(word)];
}
