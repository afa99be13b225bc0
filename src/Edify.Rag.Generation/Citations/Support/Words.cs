using System.Collections.Frozen;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>A word of a statement or passage.</summary>
/// <param name="Start">Where it starts in its text.</param>
/// <param name="End">One past its end.</param>
/// <param name="Stem">What it is compared by.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct Word(int Start, int End, string Stem, WordKind Kind)
{
    /// <summary>How much it weighs among the words of its statement.</summary>
    public double Weight => Kind switch
    {
        WordKind.Function => 0,
        WordKind.Light => 0.35,
        WordKind.Noun => 1.2,
        WordKind.Subject or WordKind.Name or WordKind.Number => 1.5,
        _ => 1,
    };
}

/// <summary>Kinds of words.</summary>
internal enum WordKind
{
    /// <summary>It says nothing by itself.</summary>
    Function,

    /// <summary>It says little, and documents say it in many ways.</summary>
    Light,

    /// <summary>It says what the statement is about.</summary>
    Content,

    /// <summary>A noun of German, which may be a name.</summary>
    Noun,

    /// <summary>A word with a capital at the start of a sentence, which may be a name.</summary>
    Subject,

    /// <summary>A name, a day of the week or a month: the passage must have it.</summary>
    Name,

    /// <summary>A number: the passage must have it, beside what it is said of.</summary>
    Number,
}

/// <summary>Tells what the words of a text are.</summary>
internal static class Words
{
    private const string SentenceStarts = ".!?:;\n|\t•“”\"(„»«";

    private static readonly string[] Months =
        ["january januar", "february februar", "march marz", "april", "may mai", "june juni", "july juli", "august", "september", "october oktober", "november", "december dezember"];

    private static readonly FrozenSet<string> Calendar = Stems(
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december " +
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar marz mai juni juli oktober dezember");

    // They begin or soften a statement in one's own words, which a passage need not share.
    private static readonly FrozenSet<string> Softeners = Stems(
        "according several various off ahead together altogether roughly approximately around nearly about still always often whoever everyone everybody anyone people person pick keep " +
        "rund etwa ungefahr circa insgesamt ebenfalls jeder alle man");

    private static readonly FrozenSet<string> Titles = Stems("herr herrn frau dr prof professor familie mr mrs ms");

    /// <summary>What a month is compared by, from 1.</summary>
    public static IEnumerable<string> OfMonth(int month) => Stems(Months[month - 1]);

    /// <summary>The words of a text, from its terms.</summary>
    public static List<Word> Read(string text, List<Term> terms, bool isGerman)
    {
        var isTitleCase = IsTitleCase(terms);
        var words = new List<Word>(terms.Count);
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            words.Add(new(term.Start, term.End, isGerman ? GermanWords.Stem(term.Stem) : term.Stem, KindOf(text, terms, i, isTitleCase, isGerman)));
        }

        return words;
    }

    private static WordKind KindOf(string text, List<Term> terms, int i, bool isTitleCase, bool isGerman)
    {
        var term = terms[i];
        var stem = isGerman ? GermanWords.Stem(term.Stem) : term.Stem;
        if (term.IsCapitalized && i > 0 && Titles.Contains(terms[i - 1].Stem)) return WordKind.Name; // "Mrs Das", which is an article elsewhere
        if (stem.Length == 0 || (term.Kind == TermKind.Stop && !char.IsAsciiDigit(stem[0]))) return WordKind.Function;

        // "one" is a pronoun as often as a number.
        if (char.IsDigit(stem[0])) return stem == "1" && term.Kind != TermKind.Number ? WordKind.Light : WordKind.Number;
        if (Calendar.Contains(stem) || (term.IsCapitalized && IsAmbiguousMonth(term.Stem))) return WordKind.Name;
        if (LightWords.Contains(term.Stem) || Softeners.Contains(stem)) return WordKind.Light;
        if (!term.IsCapitalized || isTitleCase) return WordKind.Content;
        if (isGerman) return IsGermanName(text, terms, i) ? WordKind.Name : WordKind.Noun;
        return StartsSentence(text, terms, i) ? WordKind.Subject : WordKind.Name;
    }

    // "March" and "May" with a capital.
    private static bool IsAmbiguousMonth(string stem) => stem is "march" or "may";

    // Headlines In Title Case have no names that could be told.
    private static bool IsTitleCase(List<Term> terms)
    {
        var inner = terms.Skip(1).Where(t => t.Kind == TermKind.Word).ToList();
        return inner.Count >= 4 && inner.TrueForAll(t => t.IsCapitalized);
    }

    private static bool StartsSentence(string text, List<Term> terms, int i)
    {
        if (i == 0) return true;
        for (var at = terms[i - 1].End; at < terms[i].Start; at++)
        {
            if (SentenceStarts.Contains(text[at], StringComparison.Ordinal)) return !Titles.Contains(terms[i - 1].Stem);
        }

        return false;
    }

    // German writes all nouns with a capital: a name stands after a title or beside another capital.
    private static bool IsGermanName(string text, List<Term> terms, int i)
    {
        if (i > 0 && Titles.Contains(terms[i - 1].Stem)) return true;
        return IsPair(i - 1, i) || IsPair(i, i + 1);

        bool IsPair(int first, int second) =>
            first > 0 && second < terms.Count && terms[first].IsCapitalized && terms[second].IsCapitalized &&
            terms[first].IsContent && terms[second].IsContent && text.AsSpan(terms[first].End..terms[second].Start) is " ";
    }

    private static FrozenSet<string> Stems(string words) =>
        words.Split(' ').SelectMany(w => (string[])[w, Synonyms.Canonical(EnglishStemmer.Stem(w)), GermanWords.Stem(w)]).ToFrozenSet(StringComparer.Ordinal);
}
