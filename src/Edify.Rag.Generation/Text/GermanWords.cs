using System.Collections.Frozen;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Text;

/// <summary>What German words are compared by: without endings, one stem for words of one meaning, numbers as digits.</summary>
/// <remarks>The endings are those of Caumanns, "A fast and simple stemming algorithm for German words", 1999: e, s, n, t, em, er, nd.</remarks>
internal static class GermanWords
{
    private const int ShortestStem = 4;

    private static readonly string[] Endings = ["ern", "est", "em", "er", "en", "es", "nd", "e", "s", "n", "t"];

    private static readonly string[] Groups =
    [
        "gebuhr kosten preis beitrag entgelt", "kostet betragt belauft", "beginnt anfang fangt startet beginn start", "endet schluss aufhort ende", "schuler schulerin schulerinnen kind kinder lernende",
        "lehrer lehrerin lehrkraft lehrkrafte", "eltern erziehungsberechtigte sorgeberechtigte", "erlaubt gestattet zulassig genehmigt durfen darf durft",
        "ausleihen leihen entleihen geliehen entliehen ausgeliehen leiht", "pflicht verpflichtet erforderlich notwendig notig mussen benotigt braucht brauchen",
        "jahrlich jahr jahre", "monatlich monat monate", "wochentlich woche wochen", "taglich tag tage", "geoffnet offnet offen", "geschlossen schliesst",
        "bezahlen zahlen bezahlt gezahlt zahlung zahlbar", "mitbringen bringen mitzubringen bringt", "leitet leitung leiterin leiter gefuhrt", "stattfinden statt findet",
        "verloren verliert verlieren verlust", "abgeben abgegeben einreichen eingereicht abzugeben einzureichen", "klasse jahrgangsstufe klassenstufe", "telefon handy handys mobiltelefon smartphone",
        "ersetzen ersatz ersetzt", "teilnehmen teilnahme", "anmelden anmeldung angemeldet", "fehlen abwesend abwesenheit fehlt", "krank krankheit erkrankt",
    ];

    private static readonly string[] Numbers =
        ["null", "", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf"];

    private static readonly FrozenDictionary<string, string> Canonicals = Map();

    /// <summary>The stem that stands for a folded word, or for what <see cref="TermScanner"/> made of it.</summary>
    public static string Stem(string word)
    {
        if (word.Length == 0 || char.IsAsciiDigit(word[0])) return word;
        if (Canonicals.TryGetValue(word, out var known)) return known;
        var stem = WithoutEndings(word);
        return Canonicals.GetValueOrDefault(stem, stem);
    }

    private static string WithoutEndings(string word)
    {
        var stem = word;
        for (var round = 0; round < 2; round++)
        {
            var ending = Array.Find(Endings, e => stem.Length - e.Length >= ShortestStem && stem.EndsWith(e, StringComparison.Ordinal));
            if (ending is null) break;
            stem = stem[..^ending.Length];
        }

        return stem;
    }

    private static FrozenDictionary<string, string> Map()
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Numbers.Length; i++)
            if (Numbers[i].Length > 0) map[Numbers[i]] = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var group in Groups)
        {
            var words = group.Split(' ');
            foreach (var word in words.Concat(words.Select(w => EnglishStemmer.Stem(w))).Concat(words.Select(WithoutEndings))) map.TryAdd(word, words[0]);
        }

        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
